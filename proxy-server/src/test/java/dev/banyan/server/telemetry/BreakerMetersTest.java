package dev.banyan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.banyan.core.resilience.BreakerPermit;
import dev.banyan.core.resilience.BreakerSpec;
import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.core.resilience.StatusSet;
import dev.banyan.core.split.Side;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BreakerMetersTest {
  private static final BreakerSpec SPEC =
      new BreakerSpec(
          50,
          StatusSet.DEFAULT_FAILURES,
          Duration.ofSeconds(1),
          80,
          10,
          null,
          4,
          Duration.ofSeconds(30),
          1);

  private final Telemetry telemetry = new Telemetry(10);
  private final AtomicLong nanos = new AtomicLong(1);
  private final RouteBreaker breaker =
      new RouteBreaker("orders", SPEC, nanos::get, telemetry.breakers());

  @BeforeEach
  void watch() {
    telemetry.breakers().watch(breaker);
    telemetry
        .newLoop()
        .ended(
            Sample.answered(
                "GET", Sample.plan(0, Sample.policy("orders"), Side.NEW), Duration.ofMillis(1)));
  }

  @AfterEach
  void close() {
    telemetry.close();
  }

  private MetricsText scrape() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    telemetry.scrape(TextFormat.PROMETHEUS, out);
    return MetricsText.parse(out.toString(StandardCharsets.UTF_8));
  }

  private BreakerPermit call(boolean read) {
    return Objects.requireNonNull(breaker.tryAcquire(read, true));
  }

  private static String state(String state) {
    return "banyan_breaker_state{route=\"orders\",state=\"" + state + "\"}";
  }

  private static String calls(String kind, String result) {
    return "banyan_breaker_window_calls{kind=\"%s\",result=\"%s\",route=\"orders\"}"
        .formatted(kind, result);
  }

  @Test
  void roundsOfProbesThatFailedAreShownUntilItCloses() throws IOException {
    String rounds = "banyan_breaker_failed_rounds{route=\"orders\"}";
    for (int i = 0; i < SPEC.minimumCalls(); i++) {
      call(true).failed(5);
    }
    assertEquals(0, scrape().value(rounds));
    nanos.addAndGet(SPEC.openFor().toNanos());
    call(true).failed(5);
    nanos.addAndGet(2 * SPEC.openFor().toNanos());
    call(true).failed(5);
    assertEquals(2, scrape().value(rounds));
    nanos.addAndGet(SPEC.mostOpenFor().toNanos());
    call(true).succeeded(5);
    assertEquals(0, scrape().value(rounds));
  }

  @Test
  void aClosedBreakerShowsItsWindows() throws IOException {
    call(true).succeeded(5);
    call(true).succeeded(Duration.ofSeconds(2).toNanos());
    call(false).failed(5);

    MetricsText metrics = scrape();
    assertEquals(1, metrics.value(state("closed")));
    assertEquals(0, metrics.value(state("open")));
    assertEquals(0, metrics.value(state("half-open")));
    assertEquals(2, metrics.value(calls("reads", "ok")));
    assertEquals(1, metrics.value(calls("reads", "slow")));
    assertEquals(0, metrics.value(calls("reads", "failed")));
    assertEquals(1, metrics.value(calls("writes", "failed")));
  }

  @Test
  void settingsThatNeverTakeEffectHideNoWindow() throws IOException {
    call(true).succeeded(5);
    breaker.reconfigured(SPEC).remove(CircuitBreakerRegistry.ofDefaults());

    assertEquals(1, scrape().value(calls("reads", "ok")));
  }

  @Test
  void everyChangeIsCounted() throws IOException {
    for (int i = 0; i < 4; i++) {
      call(false).failed(5);
    }
    assertEquals(1, scrape().value(state("open")));

    nanos.addAndGet(Duration.ofSeconds(31).toNanos());
    BreakerPermit probe = call(false);
    assertEquals(1, scrape().value(state("half-open")));
    probe.succeeded(5);

    MetricsText metrics = scrape();
    assertEquals(1, metrics.value(state("closed")));
    for (String to : new String[] {"open", "half-open", "closed"}) {
      String labels = "{kind=\"writes\",route=\"orders\",state=\"" + to + "\"}";
      assertEquals(1, metrics.value("banyan_breaker_transitions_total" + labels));
    }
  }

  @Test
  void aForgottenBreakerIsGoneWhateverItDoesLater() throws IOException {
    telemetry.breakers().forget("orders");
    for (int i = 0; i < 4; i++) {
      call(true).failed(5);
    }

    MetricsText metrics = scrape();
    assertFalse(metrics.has(state("open")));
    assertFalse(metrics.types().containsKey("banyan_breaker_transitions_total"));
  }
}
