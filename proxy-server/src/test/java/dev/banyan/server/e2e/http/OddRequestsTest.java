package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RecordedRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that are sound although they look odd: they are forwarded in one plain spelling of their
 * framing, and the next request on the connection is its own.
 */
@SuppressWarnings("StringConcatToTextBlock") // the lines end with CRLF
class OddRequestsTest {
  private static Edge edge;

  @BeforeAll
  static void start() {
    edge = Edge.of(Edge.SIGNED);
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @BeforeEach
  void forget() {
    edge.origin().log().clear();
  }

  /** Sends a request and another one behind it at once, and gives the first as it was forwarded. */
  private static RecordedRequest forwarded(String request) {
    try (RawClient client = edge.client()) {
      client.send(request + "GET /behind HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      assertEquals(200, client.readResponse().status());
      edge.assertServes(client);
    }
    List<RecordedRequest> seen = edge.origin().requests();
    assertEquals("/behind", seen.get(1).target());
    assertEquals(0, edge.origin().log().truncatedRequests());
    return seen.get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5",
        "Content-Length:5",
        "content-length:\t 5 \t",
        "CONTENT-LENGTH: 0005",
        "Content-Length: 5\r\nX-A: b\r\nContent-Length: 5"
      })
  void oneLengthIsForwarded(String field) {
    RecordedRequest seen = forwarded("POST /a HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\nhello");

    assertEquals(List.of("5"), seen.headers().values("Content-Length"));
    assertEquals("hello", seen.body().text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "OPTIONS", "brew", "PROPFIND", "M-SEARCH", "!#$%&'*"})
  void aBodyBelongsToItsRequestWhateverTheMethod(String method) {
    String smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
    RecordedRequest seen =
        forwarded(
            method
                + " /a HTTP/1.1\r\nHost: a\r\nContent-Length: "
                + smuggled.length()
                + "\r\n\r\n"
                + smuggled);

    assertEquals(method, seen.method());
    assertEquals(smuggled, seen.body().text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "Chunked", "CHUNKED", "\tchunked "})
  void chunksAreForwardedAsChunksInOneSpelling(String coding) {
    RecordedRequest seen =
        forwarded(
            "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:"
                + coding
                + "\r\n\r\n005;x=\"y\";z\r\nhello\r\n000\r\n\r\n");

    assertEquals(List.of("chunked"), seen.headers().values("Transfer-Encoding"));
    assertEquals(List.of(), seen.headers().values("Content-Length"));
    assertEquals("hello", seen.body().text());
  }

  @Test
  void aLaterMinorVersionIsReadAs11() {
    RecordedRequest seen = forwarded("GET /a HTTP/1.9\r\nHost: a\r\n\r\n");

    assertEquals("HTTP/1.1", seen.version());
  }

  @Test
  void aFewEmptyLinesBeforeARequestAreSkipped() {
    assertEquals("/a", forwarded("\r\n".repeat(8) + "GET /a HTTP/1.1\r\nHost: a\r\n\r\n").target());
  }

  @ParameterizedTest
  @CsvSource({
    "http://a, /, a",
    "HTTP://A, /, A",
    "http://a?q=/x, /?q=/x, a",
    "http://a/b?c, /b?c, a",
  })
  void anAbsoluteTargetIsForwardedByItsPath(String target, String path, String host) {
    RecordedRequest seen = forwarded("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");

    assertEquals(path, seen.target());
    assertEquals(List.of(host), seen.headers().values("Host"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "http://a"})
  void optionsOfTheServerAreForwardedAsSuch(String target) {
    assertEquals("*", forwarded("OPTIONS " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").target());
  }

  @Test
  void aValueMayHaveHighBytes() {
    RecordedRequest seen =
        forwarded("GET /a HTTP/1.1\r\nHost: a\r\nX-A: caf\u00c3\u00a9\t\u00ff\r\nX-B:\r\n\r\n");

    assertEquals(List.of("caf\u00c3\u00a9\t\u00ff"), seen.headers().values("X-A"));
    assertEquals(List.of(""), seen.headers().values("X-B"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A.example.", "a:", "a:0", "127.0.0.1:80", "[2001:db8::1]:8080"})
  void aSoundHostIsForwardedAsItStands(String host) {
    RecordedRequest seen = forwarded("GET /a HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

    assertEquals(List.of(host), seen.headers().values("Host"));
  }

  @Test
  void everyCutOfARequestIsForwardedAlike() {
    String request =
        "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5;x\r\nhello\r\n1\r\n!\r\n0\r\nX-Sum: 1\r\n\r\n";
    try (RawClient client = edge.client()) {
      for (int cut = 1; cut < request.length(); cut++) {
        client.send(request.substring(0, cut));
        client.send(request.substring(cut));
        assertEquals(200, client.readResponse().status(), "cut at " + cut);
      }
      edge.assertServes(client);
    }
    List<RecordedRequest> seen = edge.origin().requests();
    seen.subList(0, request.length() - 1)
        .forEach(each -> assertEquals("hello!", each.body().text()));
    assertTrue(seen.get(0).body().trailers().has("X-Sum"));
  }
}
