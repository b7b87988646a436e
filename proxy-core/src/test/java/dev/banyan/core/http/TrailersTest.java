package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which trailer fields are forwarded (RFC 9110 section 6.5). */
class TrailersTest {
  private static final RequestHead HEAD =
      Heads.get("a", "/", "Transfer-Encoding: chunked", "Connection: X-Hop, X-Hop-2");

  private final HeadParser parser = new HeadParser(new HeadLimits(100, 1000, 3));

  private Trailers parse(String wire) {
    byte[] bytes = Ascii.bytes(wire.replace("~", "\r\n"));
    return parser.parseTrailers(bytes, bytes.length, HEAD);
  }

  @Test
  void unknownFieldsAreKeptInOrder() {
    Trailers trailers = parse("X-Checksum:abc ~ETag: \"d\"~~");

    assertEquals(
        "X-Checksum: abc\r\nETag: \"d\"\r\n",
        Ascii.string(trailers.lines(), 0, trailers.lines().length));
  }

  @Test
  void noFieldsAreNone() {
    assertSame(Trailers.NONE, parse("~"));
    assertTrue(Trailers.NONE.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length",
        "transfer-encoding",
        "HOST",
        "Authorization",
        "Set-Cookie",
        "Cookie",
        "Connection",
        "TE",
        "Trailer",
        "Content-Type",
        "Content-Encoding",
        "Content-Range",
        "Range",
        "If-Match",
        "Cache-Control",
        "WWW-Authenticate",
        "Proxy-Authorization",
        "X-Forwarded-For",
        "Origin",
        "X_Forwarded_For",
        "x-forwarded_proto",
        "Content_Length",
        "Transfer_Encoding",
        "X-Hop",
        "x-hop-2"
      })
  void fieldsThatBelongInTheHeadAreLeftOut(String name) {
    assertSame(Trailers.NONE, parse(name + ": 1~~"));
  }

  @Test
  void malformedTrailersAreRefused() {
    assertNull(parse("A : b~~"));
    assertEquals(HeadViolation.BAD_FIELD_NAME, parser.violation());
    assertNull(parse("A: b~a: b~a: b~a: b~~"));
    assertEquals(HeadViolation.TOO_MANY_FIELDS, parser.violation());
  }
}
