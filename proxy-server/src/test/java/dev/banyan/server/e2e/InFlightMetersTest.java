package dev.banyan.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.server.telemetry.TextFormat;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What metrics say of bounds that are met: attempts at new, and requests that wait for a place. */
class InFlightMetersTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String RUNNING = "banyan_in_flight_attempts{route=\"moved\"}";
  private static final String BOUND = "banyan_in_flight_attempts_max{route=\"moved\"}";

  private final RawOrigin legacy = RawOrigin.start("legacy", Behaviors.signed(Answer.ok("old")));
  private final RawOrigin moved = RawOrigin.start("new", Behaviors.signed(Answer.ok("")));
  private final TestProxy proxy =
      TestProxy.start(TestProxy.load(table("max-in-flight: 2")), new BanyanOptions(2, false));

  @AfterEach
  void close() {
    proxy.close();
    legacy.close();
    moved.close();
  }

  private String table(String route) {
    return """
    listen: [{ host: 127.0.0.1, port: 0 }]
    admin: off
    access-log: off
    backends:
      old: http://127.0.0.1:%d
      fresh: { url: 'http://127.0.0.1:%d', max-pending: 7 }
    legacy: old
    routes:
      - { name: moved, match: { path: /moved }, new: fresh, share: 100%%, timeout: 1h, breaker: off, %s }
    """
        .formatted(legacy.port(), moved.port(), route);
  }

  @Test
  void attemptsAtNewStandBesideTheirBoundUntilTheTableHasNone() throws Exception {
    try (RawClient first = proxy.client();
        RawClient second = proxy.client()) {
      ask(first);
      assertEquals("new", first.readResponse().header("X-Served-By"));
      moved.behave(Failures.hang());
      ask(first);
      ask(second);
      Await.value("attempts", SOON, () -> scrape().value(RUNNING), n -> n == 2);
      assertEquals(2, scrape().value(BOUND));
      try (RawClient third = proxy.client()) {
        ask(third);
        assertEquals("legacy", third.readResponse().header("X-Served-By"));
      }
      proxy.banyan().reload(TestProxy.load(table("max-in-flight: 5"))).get(20, TimeUnit.SECONDS);
      assertEquals(5, scrape().value(BOUND));
      assertEquals(2, scrape().value(RUNNING));
    }
    Await.value("attempts", SOON, () -> scrape().value(RUNNING), n -> n == 0);
    proxy.banyan().reload(TestProxy.load(table("body-limit: 1MiB"))).get(20, TimeUnit.SECONDS);
    assertFalse(scrape().has(RUNNING));
    assertFalse(scrape().has(BOUND));
  }

  /** Meters of a route are made at the end of its first request, which may never come. */
  @Test
  void aRouteWhoseFirstRequestsHangShowsThemAndItsBreaker() throws Exception {
    moved.behave(Failures.hang());
    String guarded = table("max-in-flight: 2").replace("breaker: off", "breaker: { window: 4 }");
    proxy.banyan().reload(TestProxy.load(guarded)).get(20, TimeUnit.SECONDS);
    assertFalse(scrape().has(RUNNING));
    try (RawClient first = proxy.client()) {
      ask(first);
      moved.awaitRequests(1, SOON);

      MetricsText seen = scrape();
      assertEquals(1, seen.value(RUNNING));
      assertEquals(2, seen.value(BOUND));
      assertEquals(1, seen.value("banyan_breaker_state{route=\"moved\",state=\"closed\"}"));
      assertEquals(0, seen.value("banyan_client_errors_total{route=\"moved\"}"));
    }
    Await.value("attempts", SOON, () -> scrape().value(RUNNING), n -> n == 0);
    String left = "banyan_client_left_total{route=\"moved\"}";
    Await.value("clients that left", SOON, () -> scrape().value(left), n -> n == 1);
  }

  @Test
  void theBoundOfThoseThatWaitIsThatOfAllLoops() {
    assertEquals(14, scrape().value("banyan_backend_pending_max{backend=\"fresh\"}"));
    assertEquals(0, scrape().value("banyan_backend_pending{backend=\"fresh\"}"));
  }

  private static void ask(RawClient client) {
    client.send("GET /moved HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  private MetricsText scrape() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      proxy.banyan().telemetry().scrape(TextFormat.PROMETHEUS, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return MetricsText.parse(out.toString(StandardCharsets.UTF_8));
  }
}
