package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.RecordedRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of path and query on the way to each side. */
class RewriteTest {
  private static RawOrigin legacy;
  private static RawOrigin moved;
  private static TestProxy proxy;

  @BeforeAll
  static void start() {
    legacy = RawOrigin.start("legacy", Edge.SIGNED);
    moved = RawOrigin.start("new", Edge.SIGNED);
    proxy =
        TestProxy.start(
            legacy,
            moved,
            """
            backends: { old: LEGACY, fresh: NEW }
            legacy: old
            defaults: { timeout: 20s, breaker: off }
            routes:
              - name: strip
                match: { path: /api/** }
                rewrite: { strip-prefix: /api }
              - name: exact
                match: { path: /app/login }
                rewrite: { strip-prefix: /app }
              - name: replace
                match: { path: /shop/** }
                rewrite: { replace-prefix: { from: /shop, to: /v2/shop } }
              - name: template
                match: { path: "/users/{id}/orders" }
                rewrite: { path: "/orders?user={id}&{query}" }
              - name: sides
                match: { path: "/orders/{id}/**" }
                new: fresh
                share: 100%
                rewrite:
                  new: { path: "/v2/{id}/items/{**}" }
                  legacy: { replace-prefix: { from: /orders, to: /old/orders } }
              - name: newOnly
                match: { path: /carts/** }
                new: fresh
                share: { reads: 100%, writes: 0% }
                rewrite: { new: { strip-prefix: /carts } }
            """);
  }

  @AfterAll
  static void stop() {
    proxy.close();
    legacy.close();
    moved.close();
  }

  @BeforeEach
  void forget() {
    legacy.log().clear();
    moved.log().clear();
    legacy.behave(Edge.SIGNED);
    moved.behave(Edge.SIGNED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # a prefix
          /api/a?b=%20c              | /a?b=%20c
          /api                       | /
          /api/                      | /
          /api//evil.example/a       | /evil.example/a
          /api/a/../b                | /a/../b
          /api/../api/a              | /a
          /api/a;v=1/b%2Fd           | /a;v=1/b%2Fd
          /api/a\\b%2Fc              | /a\\b%2Fc
          /api/%2561/caf%c3%a9/\u00c3\u00a9 | /%2561/caf%c3%a9/\u00c3\u00a9
          /api/..%2fadmin            | 400
          /api/%252e%252e/api/a      | 400
          # an exact match
          /app/login?next=/x         | /login?next=/x
          /app/./login               | 400
          /app//login                | 400
          /app/login;v=1             | 400
          # another prefix
          /shop                      | /v2/shop
          /shop/a//b                 | /v2/shop/a//b
          /shop/../shop/a            | /v2/shop/../shop/a
          /shop/\\..\\..\\admin      | 400
          # a parameter
          /users/7/orders            | /orders?user=7
          /users/7/orders?x=1        | /orders?user=7&x=1
          /users/7&admin=1/orders    | /orders?user=7%26admin%3D1
          /users/%0d%0aX:1/orders    | /orders?user=%0d%0aX:1
          /users/%00/orders          | /orders?user=%00
          /users/7%23x%3Fy/orders    | /orders?user=7%23x%3Fy
          /users/\u00c3\u00a9/orders | /orders?user=%C3%A9
          /users/7%2F8/orders        | 400
          /users/7;v=1/orders        | /orders?user=7%3Bv%3D1
          """)
  void whatIsForwardedIsWhatWasMatched(String target, String forwarded) {
    try (RawClient client = proxy.client()) {
      client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
      RawResponse answer = client.readResponse();
      boolean refused = forwarded.equals("400");
      assertEquals(refused ? 400 : 200, answer.status(), answer::toString);
      assertEquals(refused ? List.of() : List.of(forwarded), targets(legacy));
      assertEquals(List.of(), targets(moved));
      assertServes(client);
    }
  }

  @Test
  void eachSideHasItsOwnPaths() {
    try (RawClient client = proxy.client()) {
      client.send("GET /orders/7/a/b?c=d HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      assertEquals(List.of("/v2/7/items/a/b?c=d"), targets(moved));
      assertEquals(List.of(), targets(legacy));
      assertServes(client);
    }
  }

  @Test
  void aFallbackToLegacyHasLegacysPath() {
    moved.behave(Answer.status(503).body("down"));
    try (RawClient client = proxy.client()) {
      client.send("GET /orders/7/a?c=d HTTP/1.1\r\nHost: a\r\nX-Request-Key: k\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(200, answer.status());
      assertEquals("k", answer.header("X-Request-Key"));
      assertEquals(List.of("/v2/7/items/a?c=d"), targets(moved));
      assertEquals(List.of("/old/orders/7/a?c=d"), targets(legacy));
      assertServes(client);
    }
  }

  @Test
  void aFallbackOfARequestThatWasNeverSentHasLegacysPathToo() {
    moved.stopListening();
    moved.closeConnections();
    try (RawClient client = proxy.client()) {
      client.send("POST /orders/7/a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
      assertEquals(200, client.readResponse().status());
      assertEquals(List.of("/old/orders/7/a"), targets(legacy));
      assertEquals("hi", legacy.requests().get(0).body().text());
      assertServes(client);
    } finally {
      moved.resumeListening();
    }
  }

  @Test
  void aSideWithoutARewriteGetsWhatTheClientSent() {
    try (RawClient client = proxy.client()) {
      client.send("GET /carts/7 HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      client.send("DELETE /carts/7 HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      assertEquals(List.of("/7"), targets(moved));
      assertEquals(List.of("/carts/7"), targets(legacy));
      assertServes(client);
    }
  }

  @Test
  void aTargetInAbsoluteFormIsRewrittenToo() {
    try (RawClient client = proxy.client()) {
      client.send("GET http://shop.example/api/a?b HTTP/1.1\r\nHost: shop.example\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      assertEquals(List.of("/a?b"), targets(legacy));
      assertServes(client);
    }
  }

  @Test
  void aStaleConnectionIsReplacedWithTheSameTarget() {
    legacy.behave(Behaviors.signed(Answer.ok("hello").header("X-First", "1")));
    try (RawClient client = proxy.client()) {
      assertServes(client);
      legacy.closeConnections();
      client.send("GET /api/again HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      assertEquals(List.of("/next", "/again"), targets(legacy));
    }
  }

  private static void assertServes(RawClient client) {
    client.send("GET /next HTTP/1.1\r\nHost: a\r\nX-Request-Key: next\r\n\r\n");
    RawResponse answer = client.readResponse();
    assertEquals(200, answer.status());
    assertEquals("next", answer.header("X-Request-Key"));
  }

  private static List<String> targets(RawOrigin origin) {
    return origin.requests().stream().map(RecordedRequest::target).toList();
  }
}
