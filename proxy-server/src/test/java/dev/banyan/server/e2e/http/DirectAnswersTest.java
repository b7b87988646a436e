package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.RecordedRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects and fixed responses: no backend is asked, and the connection stays in order. */
class DirectAnswersTest {
  private static Edge edge;

  @BeforeAll
  static void start() {
    edge =
        Edge.of(
            Edge.SIGNED,
            """
            backends: { app: LEGACY, fresh: NEW }
            legacy: app
            defaults:
              new: fresh
              share: 50%
              sticky: { cookie: banyan, issue: true }
              timeout: 20s
              headers: { request: { set: { X-A: "1" } }, response: { set: { X-Route: "{route}" } } }
              rewrite: { path: / }
            routes:
              - name: moved
                match: { path: "/moved/{id}/**" }
                redirect: { to: "https://shop.example/{id}/{**}", status: 308 }
              - name: below
                match: { path: /below/** }
                redirect: "/{**}"
              - name: secure
                match: { host: secure.example }
                redirect: "https://{host}{path}"
              - name: gone
                match: { path: /gone/** }
                respond: 410
              - name: empty
                match: { path: /empty }
                respond: 204
              - name: noon
                match: { path: /noon }
                respond: { status: 503, body: "<p>Noön.</p>", type: text/html; charset=utf-8 }
                headers: { response: { set: { Retry-After: "60", Content-Type: text/plain } } }
              - name: small
                match: { path: /small }
                respond: 200
                body-limit: 10B
            """);
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @BeforeEach
  void forget() {
    edge.origin().log().clear();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a              | /moved/7?q=1          | 308 | https://shop.example/7/?q=1
          a              | /moved/7/a%20b/c      | 308 | https://shop.example/7/a%20b/c
          a              | /moved/7/a\\b"        | 308 | https://shop.example/7/a%5Cb%22
          a              | /moved/7/%0d%0aX:1    | 308 | https://shop.example/7/%0d%0aX:1
          a              | /below//evil.example  | 307 | /evil.example
          a              | /below/\\evil.example | 307 | /evil.example
          a              | /below/a/../b         | 307 | /a/../b
          secure.example | /a?b                  | 307 | https://secure.example/a?b
          SECURE.example:80 | //a                | 307 | https://SECURE.example//a
          """)
  void aRedirectLeadsElsewhere(String host, String target, int status, String location) {
    try (RawClient client = edge.client()) {
      client.send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(status, answer.status());
      assertEquals(List.of(location), answer.headers().values("Location"));
      assertEquals("0", answer.header("Content-Length"));
      assertTrue(answer.headers().has("Date"));
      assertTrue(answer.headers().has("X-Request-ID"));
      assertFalse(answer.headers().has("Set-Cookie"), "nobody was put on a side");
      assertFalse(answer.headers().has("X-Evil"));
      assertEquals(List.of(), targets());
      assertServes(client);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/moved/7/..;/x", "/below/..%2fx", "/below/../x"})
  void whatServersReadDifferentlyIsNotRedirected(String target) {
    try (RawClient client = edge.client()) {
      client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(400, answer.status());
      assertFalse(answer.headers().has("Location"));
      assertServes(client);
    }
  }

  @Test
  void aFixedResponseIsSentAsItIs() {
    try (RawClient client = edge.client()) {
      client.send("GET /noon HTTP/1.1\r\nHost: a\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(503, answer.status());
      assertEquals("<p>Noön.</p>", answer.text());
      assertEquals(List.of("text/plain"), answer.headers().values("Content-Type"));
      assertEquals("60", answer.header("Retry-After"));
      assertEquals("noon", answer.header("X-Route"));
      assertServes(client);
    }
  }

  @Test
  void anErrorWithoutABodyHasTheErrorPage() {
    try (RawClient client = edge.client()) {
      client.send("GET /gone/a HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(410, answer.status());
      assertTrue(answer.text().contains("410"), answer::text);
      assertTrue(answer.text().contains(answer.header("X-Request-ID")), answer::text);
      assertServes(client);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/noon", "/gone/a", "/moved/7", "/empty"})
  void anAnswerToHeadHasNoBody(String target) {
    try (RawClient client = edge.client()) {
      client.send("HEAD " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
      RawResponse answer = client.readResponseToHead();
      assertEquals(target.equals("/empty"), !answer.headers().has("Content-Length"));
      assertServes(client);
    }
  }

  @Test
  void anAnswerWithoutContentHasNoLength() {
    try (RawClient client = edge.client()) {
      client.send("GET /empty HTTP/1.1\r\nHost: a\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(204, answer.status());
      assertFalse(answer.headers().has("Content-Length"));
      assertServes(client);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nhello",
        "Content-Length: 0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n"
      })
  void aShortBodyIsReadAndTheConnectionKept(String rest) {
    try (RawClient client = edge.client()) {
      client.send("POST /gone HTTP/1.1\r\nHost: a\r\n" + rest);
      RawResponse answer = client.readResponse();
      assertEquals(410, answer.status());
      assertFalse(answer.headers().has("Connection"));
      assertEquals(List.of(), targets());
      assertServes(client);
    }
  }

  @Test
  void aBodyThatComesSlowlyIsAwaited() {
    try (RawClient client = edge.client()) {
      client.send("POST /moved/7 HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n");
      for (int i = 0; i < 16; i++) {
        client.send("x".repeat(4096));
      }
      assertEquals(308, client.readResponse().status());
      assertServes(client);
    }
  }

  @Test
  void aLongBodyIsNotReadAndTheConnectionCloses() {
    try (RawClient client = edge.client()) {
      client.send("POST /gone HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(410, answer.status());
      assertEquals("close", answer.header("Connection"));
      client.awaitClosed(Edge.SOON);
    }
    edge.assertServesOthers();
  }

  @Test
  void aLongChunkedBodyIsCutShort() {
    try (RawClient client = edge.client()) {
      client.send("POST /gone HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.sendChunked(Payload.generated(200_000, 7), 10_000);
      RawResponse answer = client.readResponse();
      assertEquals(410, answer.status());
      assertEquals("close", answer.header("Connection"));
      client.awaitClosed(Edge.SOON);
    }
    edge.assertServesOthers();
  }

  @Test
  void nobodyIsToldToContinueForNothing() {
    try (RawClient client = edge.client()) {
      client.send(
          "POST /moved/7 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(308, answer.status());
      assertEquals(List.of(), answer.interim());
      assertEquals("close", answer.header("Connection"));
    }
    edge.assertServesOthers();
  }

  @Test
  void theBoundOfABodyCountsHereToo() {
    try (RawClient client = edge.client()) {
      client.send("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n");
      assertEquals(413, client.readResponse().status());
    }
    try (RawClient client = edge.client()) {
      client.send("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0123456789");
      assertEquals(200, client.readResponse().status());
      assertServes(client);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Content-Length: 10         | ab         | 408
          Transfer-Encoding: chunked | 2          | 408
          Transfer-Encoding: chunked | zz         | 400
          """)
  void aBodyThatDoesNotComeIsRefused(String framing, String begun, int status) {
    String table =
        """
        limits: { body-timeout: 500ms }
        backends: { app: LEGACY }
        legacy: app
        routes: [{ name: gone, match: { path: /gone }, respond: 410 }]
        """;
    try (Edge impatient = Edge.of(Edge.SIGNED, table)) {
      try (RawClient client = impatient.client()) {
        client.send("POST /gone HTTP/1.1\r\nHost: a\r\n" + framing + "\r\n\r\n" + begun + "\r\n");
        RawResponse answer = client.readResponse();
        assertEquals(status, answer.status());
        assertEquals("close", answer.header("Connection"));
        client.awaitClosed(Edge.SOON);
      }
      impatient.assertServesOthers();
    }
  }

  @Test
  void aClientThatLeavesInMidBodyIsForgotten() {
    try (RawClient client = edge.client()) {
      client.send("POST /gone HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nab");
    }
    try (RawClient client = edge.client()) {
      client.send("POST /gone HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nab");
      client.reset();
    }
    edge.assertServesOthers();
    assertEquals(List.of("/next", "/next"), targets());
  }

  @Test
  void answersKeepTheOrderOfPipelinedRequests() {
    try (RawClient client = edge.client()) {
      client.send(
          "GET /next HTTP/1.1\r\nHost: a\r\nX-Request-Key: 1\r\n\r\n"
              + "POST /gone HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
              + "GET /moved/7 HTTP/1.1\r\nHost: a\r\n\r\n"
              + "GET /next HTTP/1.1\r\nHost: a\r\nX-Request-Key: 2\r\n\r\n");
      assertEquals("1", client.readResponse().header("X-Request-Key"));
      assertEquals(410, client.readResponse().status());
      assertEquals(308, client.readResponse().status());
      assertEquals("2", client.readResponse().header("X-Request-Key"));
    }
  }

  @Test
  void aClientOfHttp10IsAnsweredToo() {
    try (RawClient client = edge.client()) {
      client.send("GET /moved/7 HTTP/1.0\r\n\r\n");
      assertEquals(308, client.readResponse().status());
      client.awaitClosed(Edge.SOON);
    }
  }

  private static List<String> targets() {
    return edge.origin().requests().stream().map(RecordedRequest::target).toList();
  }

  private static void assertServes(RawClient client) {
    edge.assertServes(client);
  }
}
