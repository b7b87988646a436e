package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunked coding, byte by byte (RFC 9112 section 7.1). {@code ~} stands for CRLF. */
class ChunkReaderTest {
  private final ChunkReader reader = new ChunkReader();

  /** The data of a chunked body, or where it was refused. */
  private String read(String body) {
    StringBuilder data = new StringBuilder();
    String wire = body.replace("~", "\r\n");
    for (int at = 0; at < wire.length() && !reader.atTrailers(); at++) {
      if (reader.inData()) {
        data.append(wire.charAt(at));
        reader.takeData(1);
      } else if (!reader.feed((byte) wire.charAt(at))) {
        return "refused at " + at;
      }
    }
    return reader.atTrailers() ? data.toString() : data + " unfinished";
  }

  @ParameterizedTest
  @CsvSource({
    "0~, ''",
    "5~hello~0~, hello",
    "5~hello~6~ world~0~, hello world",
    "00005~hello~000~, hello",
    "a~0123456789~0~, 0123456789",
    "A~0123456789~0~, 0123456789",
    "5;name=value~hello~0;x~, hello",
    "5;name=\"a b\"~hello~0~, hello",
    "2~~~0~, '\r\n'",
    "5~hell, hell unfinished",
    "5~hello~, hello unfinished",
    "5~hello~0, hello unfinished",
  })
  void chunksAreJoined(String body, String data) {
    assertEquals(data, read(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "~",
        ";x~",
        "g~",
        "-1~",
        "+1~",
        " 1~",
        "0x1~",
        "1 ~a~",
        "1\t;x~",
        "1\n",
        "1\rx",
        "1_000~",
        "1;a\nb~",
        "1;a\0b~",
        "1;a\u007f~",
        "1000000000000000~",
        "7fffffffffffffff~",
        "\u00b2~"
      })
  void aMalformedSizeIsRefused(String body) {
    assertTrue(read(body).startsWith("refused"), body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1~ab~", "1~a\n0~", "1~a\rx", "1~a0~"})
  void dataIsFollowedByALineEnd(String body) {
    assertTrue(read(body).startsWith("refused"), body);
  }

  @Test
  void theLargestSizeFits() {
    assertEquals(" unfinished", read("fffffffffffffff~"));
    assertEquals((1L << 60) - 1, reader.dataLeft());
  }

  @Test
  void anExtensionIsBounded() {
    assertEquals("a", read("1;" + "x".repeat(256) + "~a~0~"));
    reader.reset();
    assertTrue(read("1;" + "x".repeat(257) + "~a~0~").startsWith("refused"));
  }

  @Test
  void theBoundOfExtensionsIsForOneChunk() {
    assertEquals("a".repeat(10), read(("1;" + "x".repeat(200) + "~a~").repeat(10) + "0~"));
  }

  @Test
  void aReaderServesTheNextBody() {
    assertEquals("a", read("1~a~0~"));
    assertFalse(reader.feed((byte) '1'), "the trailer section is the caller's");
    reader.reset();
    assertEquals("bc", read("2~bc~0~"));
  }
}
