package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Status lines (RFC 9112 section 4) and what an answer's head says. */
class ResponseHeadTest {
  private final HeadParser parser = new HeadParser(new HeadLimits(100, 200, 2));

  private HeadViolation violation(String wire) {
    byte[] bytes = Ascii.bytes(wire.replace("~", "\r\n"));
    assertNull(parser.parseResponse(bytes, bytes.length));
    return parser.violation();
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK, 200, 1",
    "HTTP/1.1 200, 200, 1",
    "'HTTP/1.1 404 ', 404, 1",
    "HTTP/1.0 599 What\tis this, 599, 0",
    "HTTP/1.9 100 Continue, 100, 1",
    "HTTP/1.1 200 \u00e4, 200, 1",
  })
  void aStatusLineIsRead(String line, int status, int minorVersion) {
    ResponseHead head = Heads.response(line + "\nA: b\n");

    assertAll(
        () -> assertEquals(status, head.status()),
        () -> assertEquals(minorVersion, head.minorVersion()),
        () -> assertEquals(status < 200, head.isInformational()),
        () -> assertEquals(line.length(), head.statusLineEnd()),
        () -> assertEquals("b", head.value(0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "~~",
        "200 OK~~",
        "HTTP/1.1 99 A~~",
        "HTTP/1.1 600 A~~",
        "HTTP/1.1 099 A~~",
        "HTTP/1.1 2000 A~~",
        "HTTP/1.1 20x A~~",
        "HTTP/1.1  200 A~~",
        "HTTP/1.1\t200 A~~",
        "HTTP/2.0 200 A~~",
        "http/1.1 200 A~~",
        "HTTP/1.1 200\tA~~",
        "HTTP/1.1 200 A\0~~",
        "HTTP/1.1 200 A\nX: y~~",
        "HTTP/1.1 +20 A~~",
        " HTTP/1.1 200 A~~",
        "ICY 200 OK~~"
      })
  void aMalformedStatusLineIsRefused(String wire) {
    assertEquals(HeadViolation.BAD_STATUS_LINE, violation(wire));
  }

  @Test
  void fieldsOfAnAnswerAreHeldToTheSameRules() {
    String start = "HTTP/1.1 200 OK~";

    assertEquals(HeadViolation.FOLDED_FIELD, violation(start + "A: b~ c~~"));
    assertEquals(HeadViolation.BAD_FIELD_NAME, violation(start + "A : b~~"));
    assertEquals(HeadViolation.BAD_FIELD_VALUE, violation(start + "A: \0~~"));
    assertEquals(HeadViolation.BAD_LINE_END, violation(start + "A: b\n\n"));
    assertEquals(HeadViolation.TOO_MANY_FIELDS, violation(start + "A: b~A: b~A: b~~"));
    assertEquals(HeadViolation.HEAD_TOO_LARGE, violation(start + "A: " + "b".repeat(200) + "~~"));
  }

  @Test
  void aParserIsUsedAgain() {
    violation("nonsense~~");
    byte[] sound = Ascii.bytes("HTTP/1.1 200 OK\r\n\r\n");

    assertTrue(parser.parseResponse(sound, sound.length).keepsAlive());
    assertNull(parser.violation());
  }
}
