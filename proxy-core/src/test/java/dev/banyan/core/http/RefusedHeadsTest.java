package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a request's head is refused, and the reason that is given. */
class RefusedHeadsTest {
  private static final HeadLimits LIMITS = new HeadLimits(60, 300, 3);

  /** A head that is refused: {@code ~} stands for CRLF. */
  record Refused(HeadViolation why, String head) {
    @Override
    public String toString() {
      String shown = head.length() > 90 ? head.substring(0, 90) + "..." : head;
      return why + " " + shown.replace("\r", "<CR>").replace("\n", "<LF>").replace("\0", "<NUL>");
    }
  }

  private static Refused refused(HeadViolation why, String head) {
    return new Refused(why, head.replace("~", "\r\n"));
  }

  static Stream<Refused> heads() {
    return Stream.of(lines(), targets(), fields(), hosts(), framings(), sizes())
        .flatMap(each -> each);
  }

  private static Stream<Refused> lines() {
    return Stream.of(
        refused(HeadViolation.BAD_REQUEST_LINE, "GET~Host: a~~"),
        refused(HeadViolation.BAD_REQUEST_LINE, "GET /~Host: a~~"),
        refused(HeadViolation.BAD_REQUEST_LINE, "GET  HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_REQUEST_LINE, "GET HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_REQUEST_LINE, "G(T / HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_METHOD_CASE, "get / HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_METHOD_CASE, "gET / HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_METHOD_CASE, "Patch / HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_METHOD_CASE, "connect a:443 HTTP/1.1~Host: a:443~~"),
        refused(HeadViolation.BAD_METHOD_CASE, "updateredirectref / HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_REQUEST_LINE, " GET / HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_REQUEST_LINE, " / HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_REQUEST_LINE, "GET\t/ HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_REQUEST_LINE, "GET / HTTP/1.1 ~Host: a~~"),
        refused(HeadViolation.BAD_REQUEST_LINE, "GET / http/1.1~Host: a~~"),
        refused(HeadViolation.BAD_REQUEST_LINE, "GET / HTTP/11~Host: a~~"),
        refused(HeadViolation.BAD_REQUEST_LINE, "GET / HTTP/1.x~Host: a~~"),
        refused(HeadViolation.BAD_REQUEST_LINE, "~GET / HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_VERSION, "GET / HTTP/2.0~Host: a~~"),
        refused(HeadViolation.BAD_VERSION, "GET / HTTP/0.9~Host: a~~"),
        refused(HeadViolation.METHOD_NOT_SUPPORTED, "CONNECT a:443 HTTP/1.1~Host: a:443~~"),
        refused(HeadViolation.BAD_LINE_END, ""),
        refused(HeadViolation.BAD_LINE_END, "GET / HTTP/1.1"),
        refused(HeadViolation.BAD_LINE_END, "GET / HTTP/1.1\r"),
        refused(HeadViolation.BAD_LINE_END, "GET / HTTP/1.1~"),
        refused(HeadViolation.BAD_LINE_END, "GET / HTTP/1.1\rHost: a~~"),
        refused(HeadViolation.BAD_LINE_END, "GET / HTTP/1.1\nHost: a\n\n"));
  }

  private static Stream<Refused> targets() {
    return Stream.of(
        refused(HeadViolation.BAD_TARGET, "GET a HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET ?q HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET /a#b HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET /a b HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET /a\tb HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET /a\0b HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET /a\u007f HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET /a\nX:y HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET  / HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET /  HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET * HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "OPTIONS *a HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET ftp://a/ HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET http:/a/ HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET http:///b HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET http://u@a/ HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET http:// HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET http://?b HTTP/1.1~Host: a~~"),
        refused(HeadViolation.BAD_TARGET, "GET http://a\\@b/ HTTP/1.1~Host: b~~"),
        refused(HeadViolation.BAD_TARGET, "GET a:80 HTTP/1.1~Host: a:80~~"),
        refused(HeadViolation.BAD_TARGET, "OPTIONS http://a* HTTP/1.1~Host: a~~"),
        refused(HeadViolation.MISDIRECTED, "GET https://a/ HTTP/1.1~Host: a~~"),
        refused(HeadViolation.MISDIRECTED, "GET HTTPS://a/ HTTP/1.1~Host: a~~"),
        refused(HeadViolation.HOST_MISMATCH, "GET http://a/ HTTP/1.1~Host: b~~"),
        refused(HeadViolation.HOST_MISMATCH, "GET http://a:1/ HTTP/1.1~Host: a~~"),
        refused(HeadViolation.HOST_MISMATCH, "GET http://a/ HTTP/1.1~Host: a:443~~"),
        refused(HeadViolation.HOST_MISMATCH, "GET http://a:80/ HTTP/1.1~Host: a:0~~"),
        refused(HeadViolation.BAD_HOST, "GET http://a:80/ HTTP/1.1~Host: a:99999~~"),
        refused(HeadViolation.BAD_HOST, "GET http://a/ HTTP/1.1~Host: a b~~"));
  }

  private static Stream<Refused> fields() {
    String start = "GET / HTTP/1.1~Host: a~";
    return Stream.of(
        refused(HeadViolation.BAD_FIELD_NAME, start + "A b: c~~"),
        refused(HeadViolation.BAD_FIELD_NAME, start + "A : c~~"),
        refused(HeadViolation.BAD_FIELD_NAME, start + ": c~~"),
        refused(HeadViolation.BAD_FIELD_NAME, start + "A~~"),
        refused(HeadViolation.BAD_FIELD_NAME, start + "A\0: c~~"),
        refused(HeadViolation.BAD_FIELD_NAME, start + "\u00c4: c~~"),
        refused(HeadViolation.BAD_FIELD_NAME, start + "A(b): c~~"),
        refused(HeadViolation.BAD_FIELD_VALUE, start + "A: b\0c~~"),
        refused(HeadViolation.BAD_FIELD_VALUE, start + "A: b\u0001~~"),
        refused(HeadViolation.BAD_FIELD_VALUE, start + "A: b\u007f~~"),
        refused(HeadViolation.FOLDED_FIELD, start + "A: b~ c~~"),
        refused(HeadViolation.FOLDED_FIELD, "GET / HTTP/1.1~\tHost: a~~"),
        refused(HeadViolation.BAD_LINE_END, start + "A: b\nC: d~~"),
        refused(HeadViolation.BAD_LINE_END, start + "A: b\rC: d~~"),
        refused(HeadViolation.BAD_LINE_END, start + "A: b\n\n"),
        refused(HeadViolation.BAD_LINE_END, start + "A: b\n\n~"),
        refused(HeadViolation.BAD_LINE_END, start + "A: b~"),
        refused(HeadViolation.BAD_LINE_END, start + "A: b~\r"),
        refused(HeadViolation.BAD_LINE_END, start + "~surplus"),
        refused(HeadViolation.BAD_EXPECT, start + "Expect: 200-ok~Content-Length: 1~~"),
        refused(HeadViolation.BAD_EXPECT, start + "Expect: y 100-continue~~"),
        refused(HeadViolation.BAD_EXPECT, start + "Expect: 100-continue, 100-continue~~"),
        refused(HeadViolation.BAD_EXPECT, start + "Expect: 100-continue~Expect: 100-continue~~"));
  }

  private static Stream<Refused> hosts() {
    String start = "GET / HTTP/1.1~";
    return Stream.of(
        refused(HeadViolation.BAD_HOST, start + "~"),
        refused(HeadViolation.BAD_HOST, start + "Host:~~"),
        refused(HeadViolation.BAD_HOST, start + "Host: a~Host: a~~"),
        refused(HeadViolation.BAD_HOST, start + "Host: a~host: b~~"),
        refused(HeadViolation.BAD_HOST, start + "Host: a,b~~"),
        refused(HeadViolation.BAD_HOST, start + "Host: a/b~~"),
        refused(HeadViolation.BAD_HOST, start + "Host: u@a~~"),
        refused(HeadViolation.BAD_HOST, start + "Host: a:b~~"),
        refused(HeadViolation.BAD_HOST, "GET http://a/ HTTP/1.1~~"));
  }

  private static Stream<Refused> framings() {
    String start = "POST / HTTP/1.1~Host: a~";
    return Stream.of(
        refused(HeadViolation.BAD_CONTENT_LENGTH, start + "Content-Length: x~~"),
        refused(HeadViolation.BAD_TRANSFER_ENCODING, start + "Transfer-Encoding: gzip~~"),
        refused(
            HeadViolation.LENGTH_AND_CHUNKED,
            start + "Content-Length: 1~Transfer-Encoding: chunked~~"));
  }

  private static Stream<Refused> sizes() {
    String long50 = "x".repeat(50);
    return Stream.of(
        refused(HeadViolation.START_LINE_TOO_LONG, "GET /" + long50 + " HTTP/1.1~Host: a~~"),
        refused(HeadViolation.TOO_MANY_FIELDS, "GET / HTTP/1.1~Host: a~b: c~d: e~f: g~~"),
        refused(
            HeadViolation.HEAD_TOO_LARGE, "GET / HTTP/1.1~Host: a~b: " + long50.repeat(6) + "~~"));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void aHeadIsRefused(Refused refused) {
    HeadParser parser = new HeadParser(LIMITS);
    byte[] bytes = Ascii.bytes(refused.head());

    assertNull(parser.parseRequest(bytes, bytes.length));
    assertEquals(refused.why(), parser.violation());
  }

  @Test
  void everyViolationOfARequestHeadIsReached() {
    Set<HeadViolation> missing = EnumSet.allOf(HeadViolation.class);
    heads().forEach(head -> missing.remove(head.why()));

    assertEquals(
        EnumSet.of(
            HeadViolation.BAD_STATUS_LINE, HeadViolation.BAD_CHUNK, HeadViolation.LONG_CONNECTION),
        missing);
  }
}
