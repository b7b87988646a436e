package dev.banyan.core.resilience;

import static dev.banyan.core.resilience.BreakerBench.FAST;
import static dev.banyan.core.resilience.BreakerBench.OPEN_FOR;
import static dev.banyan.core.resilience.BreakerBench.SLOW_CALL;
import static dev.banyan.core.resilience.BreakerBench.SPEC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A result that comes while another thread's changes the breaker, each step at the worst time. */
@Timeout(30)
class RouteBreakerRaceTest {
  private final AtomicLong nanos = new AtomicLong();
  private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
  private volatile Runnable atLook = () -> {};
  private volatile boolean asksWindow;
  private volatile boolean windowDecides;

  private RouteBreaker breaker(BreakerSpec spec) {
    RouteBreaker made = new RouteBreaker("r", spec, this::look, (name, from, to, reads) -> {});
    made.begin(registry);
    return made;
  }

  private long look() {
    atLook.run();
    return nanos.get();
  }

  private CircuitBreaker writes() {
    return registry.find("r.writes").orElseThrow();
  }

  private static BreakerPermit take(RouteBreaker breaker) {
    return Objects.requireNonNull(breaker.tryAcquire(false, true));
  }

  private static void open(RouteBreaker breaker) {
    while (breaker.isClosed()) {
      take(breaker).failed(FAST);
    }
  }

  private void passWait() {
    nanos.addAndGet(OPEN_FOR.toNanos() * 3);
  }

  private static void await(BooleanSupplier met) {
    while (!met.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private static boolean stands(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.BLOCKED || state == Thread.State.TERMINATED;
  }

  @Test
  void aResultFromBeforeAnOpeningIsNoneOfAProbe() throws Exception {
    RouteBreaker breaker = breaker(SPEC);
    BreakerPermit early = take(breaker);
    FutureTask<BreakerPermit> opening =
        new FutureTask<>(() -> {
          open(breaker);
          passWait();
          return take(breaker);
        });
    Thread other = new Thread(opening, "opening");
    writes()
        .getEventPublisher()
        .onSuccess(event -> {
          other.start();
          await(() -> stands(other));
        });

    early.succeeded(FAST);

    opening.get(10, TimeUnit.SECONDS);
    assertEquals(BreakerState.HALF_OPEN, breaker.state());
    assertEquals(0, writes().getMetrics().getNumberOfBufferedCalls(), "results of probes");
  }

  @Test
  void aRoundThatFailedIsNotUndoneByAProbeOfTheSameRound() throws Exception {
    RouteBreaker breaker =
        breaker(
            new BreakerSpec(
                50,
                StatusSet.DEFAULT_FAILURES,
                SLOW_CALL,
                80,
                10,
                Duration.ofSeconds(60),
                4,
                OPEN_FOR,
                1));
    open(breaker);
    passWait();
    BreakerPermit failing = take(breaker);
    FutureTask<BreakerPermit> probing =
        new FutureTask<>(() -> {
          BreakerPermit late = breaker.tryAcquire(false, true);
          if (late != null) {
            late.succeeded(FAST);
          }
          return late;
        });
    Thread second = new Thread(probing, "probing");
    Thread first = new Thread(() -> failing.failed(FAST), "failing");
    writes()
        .getEventPublisher()
        .onStateTransition(event -> {
          if (Thread.currentThread().equals(first) && second.getState() == Thread.State.NEW) {
            passWait();
            second.start();
            await(() -> asksWindow || stands(second));
          }
        });
    atLook =
        () -> {
          boolean locked = Thread.holdsLock(breaker);
          if (Thread.currentThread().equals(second)) {
            if (locked) {
              asksWindow = true;
              await(() -> stands(first));
            } else if (asksWindow) {
              windowDecides = true;
              await(() -> first.getState() == Thread.State.TERMINATED);
            }
          } else if (locked && second.getState() != Thread.State.NEW) {
            await(() -> windowDecides || stands(second));
          }
        };

    first.start();
    first.join();
    BreakerPermit late = probing.get(10, TimeUnit.SECONDS);
    atLook = () -> {};

    assertEquals(BreakerState.OPEN, breaker.state());
    assertEquals(CircuitBreaker.State.OPEN, writes().getState());
    assertNull(late, "the round had failed");
    passWait();
    take(breaker).succeeded(FAST);
    assertTrue(breaker.isClosed());
  }

  @Test
  void aWindowThatSomebodyElseClosedJudgesProbesAllTheSame() {
    RouteBreaker breaker = breaker(SPEC);
    open(breaker);
    passWait();
    writes().transitionToClosedState();

    take(breaker);

    assertEquals(CircuitBreaker.State.HALF_OPEN, writes().getState());
  }
}
