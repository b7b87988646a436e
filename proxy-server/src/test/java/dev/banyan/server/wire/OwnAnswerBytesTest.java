package dev.banyan.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeaderEdits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Answers of Banyan's own as bytes (RFC 9110 sections 6.4.1 and 8.6). */
class OwnAnswerBytesTest {
  private static final byte[] DATE = Ascii.bytes("Date: now\r\n");

  private static String bytes(OwnAnswer answer, ConnectionToken connection, boolean toHead) {
    HeaderEdits edits = HeaderEdits.builder().add("X-Id", "7").build();
    ByteBuf out = Unpooled.buffer();
    HeadWriter.own(out, answer, edits, DATE, connection, toHead);
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static OwnAnswer page(int status) {
    return new OwnAnswer(status, Ascii.bytes("Content-Type: text/plain\r\n"), Ascii.bytes("abc"));
  }

  @Test
  void anAnswerHasItsFieldsAndThoseThatAreAdded() {
    assertEquals(
        """
        HTTP/1.1 429 Too Many Requests\r
        Content-Type: text/plain\r
        Date: now\r
        Content-Length: 3\r
        X-Id: 7\r
        \r
        abc\
        """,
        bytes(page(429), ConnectionToken.NONE, false));
  }

  @Test
  void anAnswerToHeadHasTheLengthButNoBody() {
    assertEquals(
        """
        HTTP/1.1 200 OK\r
        Content-Type: text/plain\r
        Date: now\r
        Content-Length: 3\r
        Connection: keep-alive\r
        X-Id: 7\r
        \r
        """,
        bytes(page(200), ConnectionToken.KEEP_ALIVE, true));
  }

  @Test
  void anAnswerWithoutContentSaysSo() {
    assertEquals(
        """
        HTTP/1.1 308 Permanent Redirect\r
        Date: now\r
        Content-Length: 0\r
        Connection: close\r
        X-Id: 7\r
        \r
        """,
        bytes(OwnAnswer.empty(308), ConnectionToken.CLOSE, false));
  }

  @Test
  void aStatusThatAllowsNoBodyHasNeitherBodyNorLength() {
    assertEquals(
        "HTTP/1.1 204 No Content\r\nContent-Type: text/plain\r\nDate: now\r\nX-Id: 7\r\n\r\n",
        bytes(page(204), ConnectionToken.NONE, false));
  }

  @Test
  void aStatusOfNoRegistryHasThePhraseOfItsClass() {
    String answer = bytes(OwnAnswer.empty(599), ConnectionToken.NONE, false);
    assertEquals("HTTP/1.1 599 Server Error", answer.lines().findFirst().orElse(""));
  }
}
