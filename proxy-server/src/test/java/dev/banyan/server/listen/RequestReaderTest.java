package dev.banyan.server.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadViolation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests are read the same way wherever the network cuts them. */
@SuppressWarnings("StringConcatToTextBlock") // the lines end with CRLF
class RequestReaderTest {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String FIXED =
      "POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";
  private static final String CHUNKED =
      "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "5;x\r\nhello\r\n1\r\n!\r\n0\r\nX-Sum: 1\r\n\r\n";

  @Test
  void everyCutOfAStreamOfRequestsReadsAlike() {
    String stream = "\r\n" + GET + FIXED + "\r\n\r\n" + CHUNKED + GET;
    List<String> whole = read(stream, List.of());
    assertEquals(
        List.of("GET /a []", "POST /b [hello]", "POST /c [hello!] X-Sum: 1", "GET /a []"), whole);
    for (int cut = 1; cut < stream.length(); cut++) {
      assertEquals(whole, read(stream, List.of(cut)), "cut at " + cut);
    }
    long seed = 20_261_122L;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      List<Integer> cuts = random.ints(6, 1, stream.length()).sorted().distinct().boxed().toList();
      assertEquals(whole, read(stream, cuts), "seed " + seed + ", cuts " + cuts);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FIXED, CHUNKED})
  void aRequestIsAtHandOnceItsLastOctetIs(String request) {
    for (int cut = request.indexOf("\r\n\r\n") + 4; cut < request.length(); cut++) {
      assertFalse(atHand(request.substring(0, cut)), "cut at " + cut);
    }
    assertTrue(atHand(request));
    assertTrue(atHand(request + GET) || request.equals(CHUNKED));
    assertTrue(atHand(GET));
  }

  private static boolean atHand(String stream) {
    RequestReader reader = new RequestReader(HeadLimits.DEFAULT);
    ByteBuf bytes = UnpooledByteBufAllocator.DEFAULT.heapBuffer();
    bytes.writeCharSequence(stream, StandardCharsets.ISO_8859_1);
    reader.add(UnpooledByteBufAllocator.DEFAULT, bytes);
    assertEquals(RequestReader.Step.HEAD, reader.next());
    boolean atHand = reader.atHand();
    reader.release();
    return atHand;
  }

  @Test
  void byteByByteTheSameRefusalsCome() {
    assertEquals(List.of("BAD_LINE_END"), byByte("GET / HTTP/1.1\nHost: a\n\n"));
    assertEquals(List.of("BAD_REQUEST_LINE"), byByte("\rGET / HTTP/1.1\r\n\r\n"));
    assertEquals(List.of("BAD_REQUEST_LINE"), byByte("\u0016\u0003\u0001"));
    assertEquals(List.of("START_LINE_TOO_LONG"), byByte("GET /" + "a".repeat(9_000)));
    assertEquals(
        List.of("HEAD_TOO_LARGE"),
        byByte("GET / HTTP/1.1\r\n" + ("X: " + "a".repeat(1_000) + "\r\n").repeat(33)));
    assertEquals(
        List.of("POST /c [hel]", "BAD_CHUNK"),
        byByte("POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n"));
  }

  private static List<String> byByte(String stream) {
    List<Integer> cuts = new ArrayList<>();
    for (int i = 1; i < stream.length(); i++) {
      cuts.add(i);
    }
    return read(stream, cuts);
  }

  private static List<String> read(String stream, List<Integer> cuts) {
    RequestReader reader = new RequestReader(HeadLimits.DEFAULT);
    List<String> seen = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    List<Integer> ends = new ArrayList<>(cuts);
    ends.add(stream.length());
    int from = 0;
    for (int end : ends) {
      ByteBuf bytes = UnpooledByteBufAllocator.DEFAULT.heapBuffer();
      bytes.writeCharSequence(stream.substring(from, end), StandardCharsets.ISO_8859_1);
      reader.add(UnpooledByteBufAllocator.DEFAULT, bytes);
      from = end;
      if (!readOn(reader, seen, body)) {
        break;
      }
    }
    reader.release();
    return seen;
  }

  private static boolean readOn(RequestReader reader, List<String> seen, StringBuilder body) {
    while (true) {
      switch (reader.next()) {
        case HEAD -> {
          body.setLength(0);
          reader.demand(true);
          if (reader.complete()) {
            seen.add(described(reader, body));
            reader.nextRequest();
          }
        }
        case PIECE -> {
          body.append(reader.piece().toString(StandardCharsets.ISO_8859_1));
          reader.piece().release();
        }
        case END -> {
          seen.add(described(reader, body));
          reader.nextRequest();
        }
        case MORE -> {
          return true;
        }
        case BLOCKED -> throw new AssertionError("blocked, though all was demanded");
        case INVALID -> {
          if (!body.isEmpty()) {
            seen.add(described(reader, body));
          }
          HeadViolation violation = reader.violation();
          seen.add(violation.name());
          return false;
        }
      }
    }
  }

  private static String described(RequestReader reader, StringBuilder body) {
    String trailers = new String(reader.trailers().lines(), StandardCharsets.ISO_8859_1).strip();
    return (reader.head().methodToken()
            + " "
            + reader.head().path()
            + " ["
            + body
            + "] "
            + trailers)
        .strip();
  }
}
