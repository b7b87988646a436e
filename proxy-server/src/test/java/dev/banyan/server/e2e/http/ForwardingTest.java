package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.HeaderLines;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a backend is told of the client, and both of the request's name, byte for byte. */
class ForwardingTest {
  private static final String TRUSTING =
      """
      trusted-proxies: 127.0.0.0/8
      backends: { app: LEGACY }
      legacy: app
      """;

  /** What the origin got of the request that was sent last. */
  private static HeaderLines seen(Edge edge) {
    return edge.origin().requests().get(edge.origin().requests().size() - 1).headers();
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static RawResponse ask(RawClient client, String... fields) {
    String line = fields.length == 0 ? "" : "\r\n" + String.join("\r\n", fields);
    client.send(lines("GET / HTTP/1.1", "Host: shop.example:81" + line));
    RawResponse answer = client.readResponse();
    assertTrue(answer.complete(), answer::toString);
    return answer;
  }

  @Test
  void aBackendIsToldWhomARequestIsFor() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      RawResponse answer = ask(client, "X-A: 1");
      List<String> lines = seen(edge).lines();
      assertEquals(
          List.of(
              "Host: shop.example:81",
              "X-A: 1",
              "X-Forwarded-For: 127.0.0.1",
              "X-Forwarded-Proto: http",
              "X-Forwarded-Port: 81",
              "X-Forwarded-Host: shop.example:81",
              "Forwarded: for=127.0.0.1;host=\"shop.example:81\";proto=http",
              "Via: 1.1 banyan",
              "X-Request-ID: " + answer.header("X-Request-ID")),
          lines);
      assertTrue(answer.header("X-Request-ID").matches("[0-9a-f]{32}"), answer::toString);
      edge.assertServes(client);
    }
  }

  @Test
  void nothingThatAStrangerSaysOfItReachesTheBackend() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      RawResponse answer =
          ask(
              client,
              "X-Forwarded-For: 1.1.1.1",
              "x-forwarded-for: 2.2.2.2",
              "X-Forwarded-Proto: https",
              "X-Forwarded-Host: evil",
              "X-Forwarded-Port: 1",
              "Forwarded: for=evil",
              "X-Request-ID: evil",
              "X-Real-IP: evil",
              "X-Forwarded-Ssl: evil",
              "X-Forwarded-Scheme: evil",
              "X_Forwarded_Prefix: evil",
              "X-Client-IP: evil",
              "True-Client-IP: evil",
              "CF-Connecting-IP: evil",
              "Connection: X-Forwarded-For, Via");
      HeaderLines seen = seen(edge);
      assertEquals(List.of("127.0.0.1"), seen.values("X-Forwarded-For"));
      assertEquals(List.of("http"), seen.values("X-Forwarded-Proto"));
      assertEquals(1, seen.values("Forwarded").size());
      assertTrue(seen.lines().stream().noneMatch(line -> line.contains("evil")), seen::toString);
      assertEquals(answer.header("X-Request-ID"), seen.first("X-Request-ID").orElseThrow());
      edge.assertServes(client);
    }
  }

  @Test
  void nobodyHidesAnotherUrlInAField() {
    String kept = TRUSTING + "drop-url-overrides: false\n";
    for (String table : List.of(TRUSTING, kept)) {
      try (Edge edge = Edge.of(Edge.SIGNED, table);
          RawClient client = edge.client()) {
        ask(client, "X-Original-URL: /admin", "x_rewrite_url: /admin", "X-Client-IP: 192.0.2.1");
        long urls = seen(edge).lines().stream().filter(line -> line.contains("/admin")).count();
        assertEquals(table.equals(kept) ? 2 : 0, urls);
        assertEquals(List.of("192.0.2.1"), seen(edge).values("X-Client-IP"), "of a trusted peer");
      }
    }
  }

  @Test
  void aTrustedProxySpeaksForItsClient() {
    try (Edge edge = Edge.of(Edge.SIGNED, TRUSTING);
        RawClient client = edge.client()) {
      RawResponse answer =
          ask(
              client,
              "X-Forwarded-For: 203.0.113.5",
              "X-Forwarded-Proto: https",
              "X-Forwarded-Host: www.example",
              "X-Request-ID: edge-1",
              "Via: 1.1 edge");
      HeaderLines seen = seen(edge);
      assertEquals(List.of("203.0.113.5, 127.0.0.1"), seen.values("X-Forwarded-For"));
      assertEquals(List.of("https"), seen.values("X-Forwarded-Proto"));
      assertEquals(List.of("443"), seen.values("X-Forwarded-Port"));
      assertEquals(List.of("www.example"), seen.values("X-Forwarded-Host"));
      assertEquals(
          List.of("for=203.0.113.5;host=\"www.example\";proto=https, for=127.0.0.1"),
          seen.values("Forwarded"));
      assertEquals(List.of("1.1 edge", "1.1 banyan"), seen.values("Via"));
      assertEquals(List.of("edge-1"), seen.values("X-Request-ID"));
      assertEquals("edge-1", answer.header("X-Request-ID"));
      assertEquals(List.of("shop.example:81"), seen.values("Host"));
      edge.assertServes(client);
    }
  }

  @Test
  void anAnswerOfOurOwnAndAnAnswerWithAnotherIdCarryTheRequestsId() {
    try (Edge edge = Edge.of(Answer.ok("hello").header("X-Request-Id", "theirs"), TRUSTING);
        RawClient client = edge.client()) {
      RawResponse answer = ask(client, "X-Request-ID: edge-2");
      assertEquals(List.of("edge-2"), answer.headers().values("X-Request-ID"));
      client.send(
          lines("GET /%2e%2e/a HTTP/1.1", "Host: a", "X-Request-ID: edge-3", "Max-Forwards: 0")
              + lines("OPTIONS / HTTP/1.1", "Host: a", "X-Request-ID: edge-4", "Max-Forwards: 0"));
      assertEquals(List.of("edge-3"), client.readResponse().headers().values("X-Request-ID"));
      RawResponse own = client.readResponse();
      assertEquals(204, own.status());
      assertEquals(List.of("edge-4"), own.headers().values("X-Request-ID"));
    }
  }

  @Test
  void idsOfStrangersAreMintedAndDiffer() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      String first = ask(client, "X-Request-ID: same").header("X-Request-ID");
      String second = ask(client, "X-Request-ID: same").header("X-Request-ID");
      assertNotEquals(first, second);
      assertNotEquals("same", first);
    }
  }

  @Test
  void maxForwardsEndsOptionsAndTraceHere() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send(
          lines("OPTIONS * HTTP/1.1", "Host: a", "Max-Forwards: 0")
              + lines("TRACE / HTTP/1.1", "Host: a", "Max-Forwards: 0", "Cookie: secret=1")
              + lines("OPTIONS / HTTP/1.1", "Host: a", "Max-Forwards: x"));
      assertEquals(204, client.readResponse().status());
      RawResponse trace = client.readResponse();
      assertEquals(501, trace.status());
      assertTrue(!trace.text().contains("secret"), trace::toString);
      assertEquals(400, client.readResponse().status());
      assertEquals(List.of(), edge.origin().requests());
      client.send(lines("OPTIONS / HTTP/1.1", "Host: a", "Max-Forwards: 3"));
      assertEquals(200, client.readResponse().status());
      assertEquals(List.of("2"), seen(edge).values("Max-Forwards"));
      edge.assertServes(client);
    }
  }

  @Test
  void aRequestInCirclesEndsInAFewPasses() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      RawResponse answer = ask(client, "Via: " + "1.1 banyan, ".repeat(9) + "1.1 a");
      assertEquals(508, answer.status());
      assertEquals(List.of(), edge.origin().requests());
      edge.assertServes(client);
    }
  }

  @Test
  void viaGoesByTheNameInTheTableOrByNone() {
    String table = "backends: { app: LEGACY }\nlegacy: app\n";
    try (Edge edge = Edge.of(Edge.SIGNED, "via: edge-7\n" + table);
        RawClient client = edge.client()) {
      ask(client);
      assertEquals(List.of("1.1 edge-7"), seen(edge).values("Via"));
    }
    try (Edge edge = Edge.of(Edge.SIGNED, "via: off\n" + table);
        RawClient client = edge.client()) {
      ask(client, "Via: 1.0 a");
      assertEquals(List.of("1.0 a"), seen(edge).values("Via"));
    }
  }

  @Test
  void trailersAreOfferedToTheBackendOnlyIfTheClientTakesThem() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      ask(client, "TE: trailers, deflate", "Connection: TE");
      assertEquals(List.of("trailers"), seen(edge).values("TE"));
      assertEquals(List.of("TE"), seen(edge).values("Connection"));
      ask(client, "TE: deflate", "Connection: TE");
      assertEquals(List.of(), seen(edge).values("TE"));
      assertEquals(List.of(), seen(edge).values("Connection"));
      edge.assertServes(client);
    }
  }
}
