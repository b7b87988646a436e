package dev.banyan.server.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EjectionSpec;
import dev.banyan.core.backend.EndpointSpec;
import dev.banyan.core.backend.HealthCheckSpec;
import dev.banyan.core.backend.HealthSpec;
import dev.banyan.core.backend.HttpSpec;
import dev.banyan.core.backend.LinkSpec;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawOrigin;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each change of what is thought of an endpoint is told once. */
class HealthEventsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final EjectionSpec EJECTION =
      new EjectionSpec(2, Duration.ofHours(1), Duration.ofHours(1));

  private final EventLoops loops = EventLoops.start(2);
  private final RawOrigin first = RawOrigin.start("first", Answer.ok("hello"));
  private final RawOrigin second = RawOrigin.start("second", Answer.ok("hello"));
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private @Nullable LiveBackend backend;

  @AfterEach
  void stop() {
    if (backend != null) {
      backend.retire(null);
    }
    loops.stop().awaitUninterruptibly();
    first.close();
    second.close();
  }

  private LiveBackend begin(@Nullable HealthCheckSpec check) {
    LiveBackend made = new LiveBackend(spec(check), loops, BackendBench.LINKS, new Recorded());
    made.begin();
    backend = made;
    return made;
  }

  private BackendSpec spec(@Nullable HealthCheckSpec check) {
    Duration time = Duration.ofSeconds(5);
    return new BackendSpec(
        "b",
        List.of(
            new EndpointSpec("127.0.0.1", first.port()),
            new EndpointSpec("127.0.0.1", second.port())),
        time,
        time,
        time,
        time,
        time,
        10,
        10,
        false,
        HttpSpec.DEFAULT,
        LinkSpec.PLAIN,
        new HealthSpec(Duration.ZERO, check, EJECTION));
  }

  private static HealthCheckSpec quick() {
    return new HealthCheckSpec(
        "/",
        null,
        Duration.ofMillis(10),
        Duration.ofSeconds(5),
        2,
        2,
        HealthCheckSpec.DEFAULT_STATUS);
  }

  private void awaitTold(String... events) {
    Await.value("what was told", SOON, () -> List.copyOf(told), List.of(events)::equals);
  }

  private static void awaitChecks(LiveBackend of, CheckResult result, int more) {
    long wanted = of.healthCounts().checks(result) + more;
    Await.until("checks", SOON, () -> of.healthCounts().checks(result) >= wanted);
  }

  private static void fail(LiveEndpoint endpoint, int times) {
    for (int i = 0; i < times; i++) {
      endpoint.failed(FailureKind.RESET);
    }
  }

  @Test
  void whatChecksSayIsToldOnce() {
    LiveBackend live = begin(quick());
    awaitChecks(live, CheckResult.PASSED, 6);
    awaitTold();
    second.behave(Answer.status(500));
    awaitTold("second down status");
    awaitChecks(live, CheckResult.STATUS, 6);
    first.behave(Answer.status(404));
    awaitTold("second down status", "first down status", "all 2 down");
    awaitChecks(live, CheckResult.STATUS, 6);
    first.behave(Answer.ok("well"));
    awaitTold("second down status", "first down status", "all 2 down", "first up");
    awaitChecks(live, CheckResult.PASSED, 6);
    assertEquals(4, told.size());
  }

  @Test
  void anEjectionIsToldOnceHoweverManyRequestsFail() {
    LiveBackend live = begin(null);
    Await.until(
        "it is left alone",
        SOON,
        () -> {
          fail(live.endpoints().get(0), 50);
          return live.endpoints().get(0).ejected();
        });
    fail(live.endpoints().get(0), 50);
    fail(live.endpoints().get(1), 50);
    live.endpoints().get(1).answered();
    LiveBackend edited = live.reconfigured(spec(null, new HealthSpec(Duration.ZERO, null, null)));
    edited.begin();
    backend = edited;
    awaitTold("first ejected for 3600 s by reset", "first returned");
  }

  private BackendSpec spec(@Nullable HealthCheckSpec check, HealthSpec health) {
    BackendSpec of = spec(check);
    return new BackendSpec(
        of.name(),
        of.endpoints(),
        of.connectTimeout(),
        of.pendingTimeout(),
        of.timeout(),
        of.idleTimeout(),
        of.streamIdle(),
        of.maxConnections(),
        of.maxPending(),
        of.rewriteHost(),
        of.http(),
        of.link(),
        health);
  }

  @Test
  void theLastOneThatIsLeftComesBackFromEjection() {
    LiveBackend live = begin(quick());
    awaitChecks(live, CheckResult.PASSED, 2);
    fail(live.endpoints().get(0), 2);
    awaitTold("first ejected for 3600 s by reset");
    second.behave(Answer.status(500));
    awaitTold("first ejected for 3600 s by reset", "second down status", "first returned");
    assertTrue(live.endpoints().get(0).well());
    assertFalse(live.endpoints().get(1).well());
  }

  /** Writes down what it is told. */
  private final class Recorded implements HealthListener {
    private String named(String endpoint) {
      return endpoint.endsWith(":" + first.port()) ? "first" : "second";
    }

    @Override
    public void down(String backendName, String endpoint, CheckResult last) {
      told.add(named(endpoint) + " down " + last.label());
    }

    @Override
    public void up(String backendName, String endpoint) {
      told.add(named(endpoint) + " up");
    }

    @Override
    public void ejected(String backendName, String endpoint, Duration time, FailureKind last) {
      told.add(named(endpoint) + " ejected for " + time.toSeconds() + " s by " + last.label());
    }

    @Override
    public void returned(String backendName, String endpoint) {
      told.add(named(endpoint) + " returned");
    }

    @Override
    public void allDown(String backendName, int endpoints) {
      told.add("all " + endpoints + " down");
    }
  }
}
