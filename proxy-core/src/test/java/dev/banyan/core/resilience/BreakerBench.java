package dev.banyan.core.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** A breaker with a clock that a test moves, and what the breaker's listener was told. */
final class BreakerBench {
  static final Duration SLOW_CALL = Duration.ofMillis(100);
  static final Duration OPEN_FOR = Duration.ofSeconds(30);
  static final BreakerSpec SPEC =
      new BreakerSpec(50, StatusSet.DEFAULT_FAILURES, SLOW_CALL, 80, 10, null, 4, OPEN_FOR, 3);
  static final long FAST = 1;
  static final long SLOW = SLOW_CALL.toNanos() + 1;

  final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
  final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  final List<String> changes = new ArrayList<>();
  final RouteBreaker breaker;

  private Runnable atNextLook = () -> {};

  BreakerBench(BreakerSpec spec) {
    breaker =
        new RouteBreaker(
            "r",
            spec,
            this::now,
            (name, from, to, reads) ->
                changes.add(from + " to " + to + (reads ? " by reads" : " by writes")));
    breaker.begin(registry);
  }

  private long now() {
    Runnable first = atNextLook;
    atNextLook = () -> {};
    first.run();
    return nanos.get();
  }

  /** Has another thread's turn come when the breaker looks at the clock next. */
  void atNextLook(Runnable turn) {
    atNextLook = turn;
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  BreakerPermit take(boolean read) {
    return Objects.requireNonNull(breaker.tryAcquire(read, true));
  }

  void succeed(boolean read, int calls) {
    for (int i = 0; i < calls; i++) {
      take(read).succeeded(FAST);
    }
  }

  void fail(boolean read, int calls) {
    for (int i = 0; i < calls; i++) {
      take(read).failed(FAST);
    }
  }

  /** Opens the breaker by failed calls of one kind, and lets {@code open-for} pass. */
  void openAndWait(boolean byReads) {
    fail(byReads, breaker.spec().minimumCalls());
    pass(breaker.spec().openFor().plusNanos(1));
  }

  CircuitBreaker.Metrics recorded(boolean read) {
    String window = read ? "r.reads" : "r.writes";
    return registry.find(window).orElseThrow().getMetrics();
  }
}
