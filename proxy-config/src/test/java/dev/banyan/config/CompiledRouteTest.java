package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.BreakerSpec;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.split.IssueSpec;
import dev.banyan.core.split.IssueSpec.SameSite;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the keys of a route become in the core. */
class CompiledRouteTest {
  @Test
  void aRouteThatSaysNothingStaysOnLegacy() {
    RoutePolicy route = route("", "");
    assertEquals("old", route.legacy());
    assertNull(route.newBackend());
    assertEquals(Split.NONE, route.split());
    assertEquals(List.of(), route.sticky());
    assertEquals("", route.salt());
    assertFalse(route.kill());
    assertNull(route.timeout());
    assertEquals(0, route.maxInFlight());
  }

  @Test
  void everyKeyArrives() {
    String keys =
        "legacy: older, new: new, share: { writes: 0.01% }, timeout: 1s, max-in-flight: 5,"
            + " body-limit: 1MiB, kill: on, sticky: [{ cookie: uid, salt: a }, { header: X-User },"
            + " client-ip]";
    RoutePolicy route = route("", keys);
    assertEquals("older", route.legacy());
    assertEquals("new", route.newBackend());
    assertEquals(new Split(0, 1), route.split());
    assertEquals(Duration.ofSeconds(1), route.timeout());
    assertEquals(5, route.maxInFlight());
    assertEquals(1 << 20, route.bodyLimit());
    assertTrue(route.kill());
    List<StickyKey> sticky =
        List.of(
            new StickyKey.Cookie("uid", false),
            new StickyKey.Header("X-User"),
            new StickyKey.ClientIp());
    assertEquals(sticky, route.sticky());
    assertEquals("a", route.salt());
  }

  @Test
  void whatTheIssuedCookieIsLikeArrives() {
    assertEquals(
        List.of(new StickyKey.Cookie("u", IssueSpec.STANDARD)),
        route("new: new", "sticky: { cookie: u, issue: true }").sticky());
    String keys =
        "sticky: { cookie: u, issue: true, same-site: none, domain: Shop.example, path: /a,"
            + " max-age: 2h, secure: true, partitioned: true, cacheable: private }";
    IssueSpec spec =
        new IssueSpec(SameSite.NONE, "shop.example", "/a", Duration.ofHours(2), true, true, true);
    assertEquals(List.of(new StickyKey.Cookie("u", spec)), route("new: new", keys).sticky());
    assertEquals(
        "; Path=/a; Domain=shop.example; HttpOnly; SameSite=None; Max-Age=7200; Secure;"
            + " Partitioned",
        spec.attributes(false));
  }

  @Test
  void theDefaultsFillInWhatARouteDoesNotSay() {
    String defaults =
        "new: new, timeout: 1s, sticky: client-ip, share: 10%, fallback: { on: 503, methods: PUT },"
            + " breaker: { probes: 9, open-for: 1s }";
    RoutePolicy route =
        route(defaults, "share: { reads: 5% }, breaker: { probes: 7 }, fallback: { on: 500 }");
    assertEquals(new Split(500, 0), route.split());
    assertEquals(List.of(new StickyKey.ClientIp()), route.sticky());
    BreakerSpec breaker = Objects.requireNonNull(route.breaker());
    assertEquals(7, breaker.probes());
    assertEquals(Duration.ofSeconds(1), breaker.openFor());
    assertEquals(Duration.ofMillis(500), breaker.slowCall());
    assertTrue(route.fallback().on().contains(500));
    assertFalse(route.fallback().on().contains(503));
    assertEquals(Set.of(HttpMethod.PUT), route.fallback().methods());
  }

  @Test
  void offIsNotCompletedAndOnUndoesIt() {
    String defaults = "new: new, breaker: off, fallback: off";
    assertNull(route(defaults, "").breaker());
    assertFalse(route(defaults, "").fallback().enabled());
    assertEquals(FallbackSpec.DEFAULT, route(defaults, "fallback: on").fallback());
    assertTrue(route(defaults, "breaker: on").breaker() != null);
    assertNull(route("new: new, breaker: { probes: 9 }", "breaker: off").breaker());
  }

  @Test
  void aWindowIsANumberOfCallsOrATime() {
    BreakerSpec calls = breaker("window: 5");
    assertEquals(5, calls.windowCalls());
    assertNull(calls.windowTime());
    assertEquals(5, calls.minimumCalls(), "never more than the window holds");
    BreakerSpec time = breaker("window: 10s");
    assertEquals(0, time.windowCalls());
    assertEquals(Duration.ofSeconds(10), time.windowTime());
    assertEquals(20, time.minimumCalls());
  }

  @Test
  void ratesAndStatusesOfABreaker() {
    BreakerSpec breaker = breaker("failure-rate: 0.5%, slow-rate: 100%, failures: [404, 5xx]");
    assertEquals(0.5f, breaker.failureRate());
    assertEquals(100f, breaker.slowRate());
    assertTrue(breaker.failures().contains(404) && breaker.failures().contains(501));
    assertFalse(breaker.failures().contains(403));
  }

  @Test
  void aCallIsSlowAtHalfTheTimeoutWhoeverSetsIt() {
    assertEquals(Duration.ofSeconds(30), breaker("").slowCall());
    assertEquals(Duration.ofSeconds(2), breaker("slow-call: 2s").slowCall());
  }

  private static BreakerSpec breaker(String keys) {
    return Objects.requireNonNull(route("new: new", "breaker: { " + keys + " }").breaker());
  }

  private static RoutePolicy route(String defaults, String keys) {
    String table =
        """
        listen: 8080
        backends: { old: http://127.0.0.1:1, older: http://127.0.0.1:2, new: http://127.0.0.1:3 }
        legacy: old
        defaults: { %s }
        routes:
          - { name: a, match: { path: /a }, %s }
        """
            .formatted(defaults, keys);
    LoadResult result = ConfigLoader.load("routes.yaml", table);
    assertTrue(
        result.problems().stream().noneMatch(Problem::isError), result.problems().toString());
    return Objects.requireNonNull(result.table()).routing().routes().get(0);
  }
}
