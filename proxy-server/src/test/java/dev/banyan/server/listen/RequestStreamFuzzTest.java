package dev.banyan.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;
import dev.banyan.server.wire.Serialised;
import dev.banyan.testkit.fuzz.FuzzTests;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A stream of requests is read alike wherever the network cuts it, and each request is the same
 * once it has been forwarded and read again.
 */
class RequestStreamFuzzTest implements FuzzTests {
  /**
   * What was read of a stream.
   *
   * @param requests each request, and whether the last one was refused
   * @param forwarded each whole request as it is forwarded
   */
  private record Reading(List<String> requests, List<String> forwarded) {}

  @Override
  public void check(byte[] input) {
    Reading whole = read(input, input.length);
    SplittableRandom random = new SplittableRandom(Arrays.hashCode(input));
    assertEquals(whole, read(input, 1));
    for (int i = 0; i < 4; i++) {
      assertEquals(whole, read(input, random.nextInt(1, input.length + 2)));
    }
    for (int i = 0; i < whole.forwarded().size(); i++) {
      String forwarded = whole.forwarded().get(i);
      byte[] bytes = forwarded.getBytes(StandardCharsets.ISO_8859_1);
      Reading again = read(bytes, bytes.length);
      assertEquals(List.of(whole.requests().get(i)), again.requests(), forwarded);
      assertEquals(List.of(forwarded), again.forwarded());
    }
  }

  private static Reading read(byte[] input, int pieceBytes) {
    RequestReader reader = new RequestReader(HeadLimits.DEFAULT);
    Reading reading = new Reading(new ArrayList<>(), new ArrayList<>());
    StringBuilder body = new StringBuilder();
    boolean sound = true;
    for (int at = 0; at < input.length && sound; at += pieceBytes) {
      int end = Math.min(input.length, at + pieceBytes);
      ByteBuf piece = UnpooledByteBufAllocator.DEFAULT.heapBuffer();
      piece.writeBytes(input, at, end - at);
      reader.add(UnpooledByteBufAllocator.DEFAULT, piece);
      sound = readOn(reader, reading, body);
    }
    if (!body.isEmpty()) {
      reading.requests().add("begun: " + body);
    }
    if (!sound) {
      reading.requests().add("refused");
    }
    reader.release();
    return reading;
  }

  private static boolean readOn(RequestReader reader, Reading reading, StringBuilder body) {
    while (true) {
      switch (reader.next()) {
        case HEAD -> {
          reader.demand(true);
          if (reader.complete()) {
            add(reader, reading, body);
          }
        }
        case PIECE -> {
          body.append(reader.piece().toString(StandardCharsets.ISO_8859_1));
          reader.piece().release();
        }
        case END -> add(reader, reading, body);
        case MORE -> {
          return true;
        }
        case BLOCKED -> throw new AssertionError("blocked, though all was demanded");
        case INVALID -> {
          return false;
        }
      }
    }
  }

  private static void add(RequestReader reader, Reading reading, StringBuilder body) {
    RequestHead head = reader.head();
    String trailers = new String(reader.trailers().lines(), StandardCharsets.ISO_8859_1);
    String host = head.host().isEmpty() && !head.has(KnownField.HOST) ? "app.example" : head.host();
    reading
        .requests()
        .add(
            String.join(
                "|",
                head.methodToken(),
                head.pathAndQuery(),
                host.toLowerCase(Locale.ROOT),
                head.framing().toString(),
                Serialised.travelling(head).toString(),
                String.valueOf(head.expectsContinue()),
                body,
                trailers));
    reading.forwarded().add(Serialised.request(head, body.toString(), reader.trailers()));
    body.setLength(0);
    reader.nextRequest();
  }
}
