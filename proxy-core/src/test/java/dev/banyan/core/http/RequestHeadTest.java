package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a well-formed request's head says. */
class RequestHeadTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # request line                              | method  | path      | path and query | host
          GET / HTTP/1.1                              | GET     | /         | /              | a.example
          POST /a/b?c=d?e HTTP/1.1                    | POST    | /a/b      | /a/b?c=d?e     | a.example
          OPTIONS * HTTP/1.1                          | OPTIONS | *         | *              | a.example
          PURGE /x HTTP/1.1                           | OTHER   | /x        | /x             | a.example
          brew / HTTP/1.1                             | OTHER   | /         | /              | a.example
          GET http://A.example:8080/p?q HTTP/1.1      | GET     | /p        | /p?q           | A.example
          GET HTTP://a.example:8080/ HTTP/1.1         | GET     | /         | /              | a.example
          GET http://a.example:8080 HTTP/1.1          | GET     | /         | /              | a.example
          GET http://a.example:8080?q/r?s HTTP/1.1    | GET     | /         | /?q/r?s        | a.example
          OPTIONS http://a.example:8080 HTTP/1.1      | OPTIONS | *         | *              | a.example
          OPTIONS http://a.example:8080? HTTP/1.1     | OPTIONS | /         | /?             | a.example
          OPTIONS http://a.example:8080/ HTTP/1.0     | OPTIONS | /         | /              | a.example
          GET //double//slash HTTP/1.1                | GET     | //double//slash | //double//slash | a.example
          GET /%2e;p\\ HTTP/1.1                       | GET     | /%2e;p\\  | /%2e;p\\       | a.example
          DELETE /? HTTP/1.0                          | DELETE  | /         | /?             | a.example
          GET / HTTP/1.7                              | GET     | /         | /              | a.example
          """,
      delimiter = '|')
  void theTargetIsTakenApart(
      String line, HttpMethod method, String path, String pathAndQuery, String host) {
    RequestHead head = Heads.request(line + "\nhost: a.example:8080\n");

    assertAll(
        () -> assertEquals(method, head.method()),
        () -> assertEquals(line.substring(0, line.indexOf(' ')), head.methodToken()),
        () -> assertEquals(path, head.path()),
        () -> assertEquals(pathAndQuery, head.pathAndQuery()),
        () -> assertEquals(host, head.host()),
        () -> assertEquals(line.contains("://"), head.absoluteForm()),
        () -> assertEquals(line.endsWith("1.0") ? 0 : 1, head.minorVersion()));
  }

  @Test
  void anOldClientNeedsNoHost() {
    RequestHead head = Heads.request("GET / HTTP/1.0\n");

    assertEquals("", head.host());
    assertEquals(0, head.fieldCount());
  }

  @Test
  void fieldsKeepTheirOrderAndSpelling() {
    RequestHead head = Heads.request("GET / HTTP/1.1\nHost: a\nX-A:  b \t c \t\nCOOKIE:\nx-a:d\n");

    assertAll(
        () -> assertEquals(4, head.fieldCount()),
        () -> assertEquals("X-A", head.name(1)),
        () -> assertEquals("b \t c", head.value(1)),
        () -> assertEquals("", head.value(2)),
        () -> assertTrue(head.is(2, KnownField.COOKIE)),
        () -> assertNull(head.known(1)),
        () -> assertEquals(1, head.next("x-A", 0)),
        () -> assertEquals(3, head.next(Ascii.bytes("x-a"), 2)),
        () -> assertEquals(-1, head.next("x-a", 4)),
        () -> assertEquals("a", head.first(KnownField.HOST)),
        () -> assertNull(head.first(KnownField.TE)));
  }

  @Test
  void moreThanSixteenFieldsAreIndexed() {
    StringBuilder lines = new StringBuilder("GET / HTTP/1.1\nHost: a\n");
    for (int i = 1; i < 100; i++) {
      lines.append("n").append(i).append(": v").append(i).append('\n');
    }
    RequestHead head = Heads.request(lines.toString());

    for (int i = 1; i < 100; i++) {
      assertEquals("n" + i + "=v" + i, head.name(i) + "=" + head.value(i));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, X: y, true",
    "HTTP/1.1, Connection: keep-alive, true",
    "HTTP/1.1, Connection: close, false",
    "HTTP/1.1, 'Connection: upgrade, Close', false",
    "HTTP/1.1, Connection: closed, true",
    "HTTP/1.0, X: y, false",
    "HTTP/1.0, Connection: Keep-Alive, true",
    "HTTP/1.0, 'Connection: keep-alive, close', false",
  })
  void keepsAliveByVersionAndConnectionField(String version, String field, boolean keeps) {
    RequestHead head = Heads.request("GET / " + version + "\nHost: a\n" + field + "\n");

    assertEquals(keeps, head.keepsAlive());
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, Expect: 100-Continue, 5, true",
    "HTTP/1.1, Expect: 100-continue, 0, false",
    "HTTP/1.0, Expect: 100-continue, 5, false",
    "HTTP/1.1, X: 100-continue, 5, false",
  })
  void expectsContinueOnlyBeforeABody(String version, String field, int length, boolean expects) {
    RequestHead head =
        Heads.request(
            "POST / " + version + "\nHost: a\n" + field + "\nContent-Length: " + length + "\n");

    assertEquals(expects, head.expectsContinue());
  }

  @Test
  void aTargetWithoutPathKeepsItsFields() {
    RequestHead head = Heads.request("GET http://a HTTP/1.1\nHost: a\nX-A: b\n");

    assertEquals("a b", head.value(0) + " " + head.value(1));
    assertEquals(
        "GET http://a/ HTTP/1.1\r\nHost: a\r\nX-A: b\r\n\r\n",
        Ascii.string(head.bytes(), 0, head.length()));
  }
}
