package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.RecordedRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A path that a route rewrote on the way in is written back on the way out. */
class RewrittenAddressesTest {
  private final RawOrigin legacy = RawOrigin.start("legacy", Answer.ok("from legacy"));
  private final RawOrigin moved = RawOrigin.start("new", Answer.ok("from new"));
  private TestProxy proxy;
  private RawClient client;

  @BeforeEach
  void start() {
    proxy =
        TestProxy.start(
            legacy,
            moved,
            """
            backends: { old: LEGACY, fresh: NEW }
            legacy: old
            defaults: { timeout: 20s, breaker: off }
            routes:
              - { name: strip, match: { path: /api/** }, rewrite: { strip-prefix: /api } }
              - name: tenant
                match: { path: "/t/{id}/**" }
                rewrite: { strip-prefix: "/t/{id}" }
              - name: sides
                match: { path: /shop/** }
                new: fresh
                share: 100%
                rewrite: { new: { replace-prefix: { from: /shop, to: /v2 } } }
              - name: template
                match: { path: "/user/{id}" }
                rewrite: { path: "/people/{id}" }
              - name: field
                match: { path: /field/** }
                rewrite: { strip-prefix: /field }
                headers: { response: { remove: [Location] } }
            """);
    client = proxy.client();
  }

  @AfterEach
  void close() {
    client.close();
    proxy.close();
    legacy.close();
    moved.close();
  }

  private RawResponse ask(String path) {
    client.send("GET " + path + " HTTP/1.1\r\nHost: shop.example\r\n\r\n");
    return client.readResponse();
  }

  private Behavior redirect(String location) {
    String target = location.replace("LEGACY", "127.0.0.1:" + legacy.port());
    return Answer.status(302)
        .header("Location", target.replace("NEW", "127.0.0.1:" + moved.port()));
  }

  private static String target(RawOrigin origin) {
    List<RecordedRequest> requests = origin.requests();
    return requests.get(requests.size() - 1).target();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/a, /orders/1?x, /api/orders/1?x, /orders/1?x",
    "/api/a, http://LEGACY/orders/1, http://shop.example/api/orders/1, /orders/1",
    "/api, /, /api/, /",
    "/api//a/./b, /orders, /api/orders, /orders",
    "/api/a, /api/orders, /api/orders, /orders",
    "/t/42/a, /b, /t/42/b, /b",
    "/t/4%202/a, /b, /t/4%202/b, /b",
  })
  void aRedirectLeadsBackToWhereTheBackendMeant(
      String path, String location, String expected, String seen) {
    legacy.behave(redirect(location));
    assertEquals(expected, ask(path).header("Location"));
    legacy.behave(Answer.ok("there"));
    assertEquals("there", ask(expected.replace("http://shop.example", "")).text());
    assertEquals(seen, target(legacy));
  }

  @Test
  void eachSideHasItsOwnRewrite() {
    moved.behave(redirect("/v2/login"));
    assertEquals("/shop/login", ask("/shop/a").header("Location"));
    moved.behave(redirect("http://NEW/v2"));
    assertEquals("http://shop.example/shop", ask("/shop/a").header("Location"));
    moved.behave(Answer.status(503));
    legacy.behave(redirect("/v2/login"));
    assertEquals("/v2/login", ask("/shop/a").header("Location"), "legacy has no rewrite");
    legacy.behave(redirect("http://LEGACY/shop/login"));
    assertEquals("http://shop.example/shop/login", ask("/shop/a").header("Location"));
  }

  @Test
  void aCookieIsSentToWhereTheBackendMeant() {
    legacy.behave(
        Answer.ok("a")
            .header("Set-Cookie", "s=1; Path=/orders")
            .header("Set-Cookie", "t=1; Path=/"));
    assertEquals(
        List.of("s=1; Path=/api/orders", "t=1; Path=/"),
        ask("/api/a").headers().values("Set-Cookie"));
    assertEquals(
        List.of("s=1; Path=/orders", "t=1; Path=/"), ask("/a").headers().values("Set-Cookie"));
  }

  @Test
  void aWholePathThatWasWrittenAnewIsNotGuessedBack() {
    legacy.behave(redirect("/people/7"));
    assertEquals("/people/7", ask("/user/7").header("Location"));
    legacy.behave(redirect("http://LEGACY/people/7"));
    assertEquals("http://shop.example/people/7", ask("/user/7").header("Location"));
  }

  @Test
  void aFieldThatTheRouteLeavesOutStaysOut() {
    legacy.behave(redirect("http://LEGACY/a"));
    assertEquals(List.of(), ask("/field/a").headers().values("Location"));
    assertEquals("http://shop.example/a", ask("/other").header("Location"));
  }
}
