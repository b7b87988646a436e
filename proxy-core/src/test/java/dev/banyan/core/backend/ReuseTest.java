package dev.banyan.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.ResponseHead;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behind what no request follows on a connection. */
class ReuseTest {
  @ParameterizedTest
  @CsvSource({
    // method, body, safe, always, never: whether it ends
    "GET, none, false, false, true",
    "OPTIONS, none, false, false, true",
    "POST, none, false, false, true",
    "POST, 0, false, false, true",
    "DELETE, 0, false, false, true",
    "HEAD, none, true, false, true",
    "HEAD, 0, true, false, true",
    "POST, 1, true, false, true",
    "PUT, 32768, true, false, true",
    "POST, 32769, true, true, true",
    "PUT, 9000000000000000000, true, true, true",
    "POST, chunked, true, false, true",
    "PATCH, chunked, true, false, true",
    "OTHER, 1, true, false, true",
    "GET, 1, true, true, true",
    "GET, chunked, true, true, true",
    "HEAD, 1, true, true, true",
    "HEAD, chunked, true, true, true",
    "OPTIONS, 1, true, true, true",
    "DELETE, 1, true, true, true",
    "DELETE, chunked, true, true, true",
    "TRACE, 1, true, true, true",
    "CONNECT, 1, true, true, true",
  })
  void whatIsKnownBeforeARequestIsSent(
      HttpMethod method, String body, boolean safe, boolean always, boolean never) {
    BodyFraming framing =
        switch (body) {
          case "none" -> BodyFraming.NONE;
          case "chunked" -> BodyFraming.CHUNKED;
          default -> BodyFraming.fixed(Long.parseLong(body));
        };
    assertEquals(safe, Reuse.SAFE.endsBehind(method, framing), "safe");
    assertEquals(always, Reuse.ALWAYS.endsBehind(method, framing), "always");
    assertEquals(never, Reuse.NEVER.endsBehind(method, framing), "never");
  }

  @ParameterizedTest
  @CsvSource({"0, false", "32768, false", "32769, true", "9000000000, true"})
  void aBodyWhoseLengthWasNotKnown(long bytes, boolean ends) {
    assertEquals(ends, Reuse.endsBehindBody(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    // fields of the answer, to HEAD, ends
    "200, Content-Length: 5, false, false",
    "200, Content-Length: 0, false, false",
    "200, Transfer-Encoding: chunked, false, false",
    "200, Server: x, false, true",
    "200, Content-Length: 5|Connection: close, false, true",
    "200, Content-Length: 5|Connection: Keep-Alive|Connection: Close, false, true",
    "200, Content-Length: 5, true, true",
    "200, Content-Length: 005, true, true",
    "200, Transfer-Encoding: chunked, true, true",
    "200, Content-Length: 0, true, false",
    "200, Content-Length: 000, true, false",
    "200, Server: x, true, false",
    "200, Connection: close, true, true",
    "404, Content-Length: 5, true, true",
    "204, Server: x, false, false",
    "204, Content-Length: 0, false, false",
    "204, Content-Length: 1, false, true",
    "204, Transfer-Encoding: chunked, false, true",
    "304, ETag: 1, false, false",
    "304, Content-Length: 0, false, false",
    "304, Content-Length: 70, false, true",
    "304, Transfer-Encoding: chunked, false, true",
    "304, Connection: close, false, true",
  })
  void whatIsKnownByTheAnswer(int status, String fields, boolean toHead, boolean ends) {
    HeadParser parser = new HeadParser(new HeadLimits(1_000, 1_000, 20));
    String text = "HTTP/1.1 " + status + " X\r\n" + fields.replace("|", "\r\n") + "\r\n\r\n";
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    ResponseHead answer = parser.parseResponse(bytes, bytes.length);
    assertNotNull(answer, fields);
    BodyFraming framing = parser.framing(answer, toHead);
    assertNotNull(framing, fields);
    assertEquals(ends, Reuse.endsBehind(answer, framing));
  }
}
