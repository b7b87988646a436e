package dev.banyan.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.MessageHead;
import dev.banyan.core.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A body reads the same wherever the network cuts it, and its reader stops at its end. */
class BodyReaderTest {
  private static final ByteBufAllocator ALLOC = UnpooledByteBufAllocator.DEFAULT;
  private static final MessageHead HEAD =
      head("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: X-Hop\r\n\r\n");
  private static final String CHUNKS = "5;a=b\r\nhello\r\n1\r\n!\r\n0\r\nX-Sum: 1\r\n\r\n";

  @Test
  void chunksEndAtTheirLastLine() {
    assertEverywhere(BodyFraming.CHUNKED, CHUNKS + "GET ", "hello!|X-Sum: 1|END|4");
    assertEverywhere(BodyFraming.CHUNKED, "0\r\n\r\nGET ", "||END|4");
  }

  @Test
  void aFixedBodyEndsAtItsLength() {
    assertEverywhere(BodyFraming.fixed(5), "helloGET ", "hello||END|4");
    assertEverywhere(BodyFraming.fixed(0), "GET ", "||END|4");
    assertEverywhere(BodyFraming.fixed(6), "hello", "hello||MORE|0");
  }

  @Test
  void withoutABodyNothingIsTaken() {
    assertEverywhere(BodyFraming.NONE, "GET ", "||END|4");
  }

  @Test
  void aBodyUntilCloseTakesAll() {
    assertEverywhere(BodyFraming.UNTIL_CLOSE, "hello", "hello||MORE|0");
  }

  @Test
  void brokenChunksAreInvalidWhereverTheyAreCut() {
    SplittableRandom random = new SplittableRandom(5);
    for (String broken :
        new String[] {"x", "\r\n", "5\n", "5\r\nhello!", "0\r\nX\r\n\r\n", "0\r\n\n"}) {
      for (int i = 0; i < 50; i++) {
        String result = read(BodyFraming.CHUNKED, broken, random);
        assertEquals("INVALID", result.split("\\|", -1)[2], broken);
      }
    }
  }

  @Test
  void aTrailerThatTheHeadNominatesEndsHere() {
    assertEverywhere(BodyFraming.CHUNKED, "0\r\nx-hop: 1\r\nX-Sum: 1\r\n\r\n", "|X-Sum: 1|END|0");
  }

  @Test
  void trailersAreBoundedHoweverTheyArrive() {
    String most = "0\r\nX: " + "a".repeat((8 << 10) - 7) + "\r\n\r\n";
    String more = "0\r\nX: " + "a".repeat((8 << 10) - 6) + "\r\n\r\n";
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 50; i++) {
      assertEquals("END", read(BodyFraming.CHUNKED, most, random).split("\\|", -1)[2]);
      assertEquals("INVALID", read(BodyFraming.CHUNKED, more, random).split("\\|", -1)[2]);
    }
  }

  private static ResponseHead head(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    return Objects.requireNonNull(parser.parseResponse(bytes, bytes.length));
  }

  private static void assertEverywhere(BodyFraming framing, String bytes, String expected) {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 200; i++) {
      assertEquals(expected, read(framing, bytes, random));
    }
  }

  /** The body, its trailers, how it ended, and how many of all bytes it left. */
  private static String read(BodyFraming framing, String bytes, SplittableRandom random) {
    BodyReader reader = new BodyReader();
    reader.begin(HEAD, framing);
    Received received = new Received();
    StringBuilder body = new StringBuilder();
    BodyReader.Step step = BodyReader.Step.MORE;
    int from = 0;
    while (from < bytes.length() && step == BodyReader.Step.MORE) {
      int end = from + random.nextInt(1, bytes.length() - from + 1);
      ByteBuf piece = ALLOC.heapBuffer();
      piece.writeCharSequence(bytes.substring(from, end), StandardCharsets.US_ASCII);
      received.add(ALLOC, piece);
      from = end;
      step = reader.next(received.bytes());
      while (step == BodyReader.Step.PIECE) {
        body.append(reader.piece().toString(StandardCharsets.US_ASCII));
        reader.piece().release();
        step = reader.next(received.bytes());
      }
    }
    int left = received.bytes().readableBytes() + bytes.length() - from;
    received.release();
    String trailers = new String(reader.trailers().lines(), StandardCharsets.US_ASCII).strip();
    return body + "|" + trailers + "|" + step + "|" + left;
  }
}
