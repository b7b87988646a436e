package dev.banyan.core.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The two windows of a breaker, each a Resilience4j circuit breaker: one judges the reads, one the
 * writes. In one window a release that fails every write hides behind healthy reads. Shared-safe.
 */
final class BreakerWindows {
  final CircuitBreaker reads;
  final CircuitBreaker writes;

  private final BreakerSpec spec;

  /** Makes two fresh windows that no registry knows. */
  BreakerWindows(String name, BreakerSpec spec, LongSupplier nanos) {
    this.spec = spec;
    CircuitBreakerConfig config = config(spec, nanos);
    reads = CircuitBreaker.of(name + ".reads", config);
    writes = CircuitBreaker.of(name + ".writes", config);
  }

  CircuitBreaker of(boolean read) {
    return read ? reads : writes;
  }

  /** Opens those that opened the breaker. */
  void open(Opening opening) {
    if (opening.byReads()) {
      open(reads);
    }
    if (opening.byWrites()) {
      open(writes);
    }
  }

  private static void open(CircuitBreaker window) {
    if (window.getState() != CircuitBreaker.State.OPEN) {
      window.transitionToOpenState();
    }
  }

  /** Lets a window judge as many probes as its settings say, whatever it did before. */
  static void halfOpen(CircuitBreaker window) {
    open(window); // From closed there is no way to half-open.
    window.transitionToHalfOpenState();
  }

  /** Closes and empties both. */
  void reset() {
    reads.reset();
    writes.reset();
  }

  /**
   * Whether the slow calls of a kind reach {@code slow-rate}, with those that have not ended put in
   * the place of the oldest ones.
   *
   * @param pending slow calls that have not ended
   */
  boolean tooManySlow(boolean read, int pending) {
    return tooManySlow(of(read).getMetrics(), pending, spec.leastCalls());
  }

  /**
   * Whether a kind that has not opened the breaker is as bad as the one that has: at the threshold
   * too, with as many calls as decide in half-open.
   */
  boolean isBadToo(boolean read, int pendingSlow) {
    CircuitBreaker.Metrics metrics = of(read).getMetrics();
    int calls = metrics.getNumberOfBufferedCalls();
    boolean failing =
        calls >= spec.deciding()
            && metrics.getNumberOfFailedCalls() * 100.0 >= (double) spec.failureRate() * calls;
    return failing || tooManySlow(metrics, pendingSlow, spec.deciding());
  }

  private boolean tooManySlow(CircuitBreaker.Metrics metrics, int pending, int least) {
    int recorded = metrics.getNumberOfBufferedCalls();
    int total = recorded + pending;
    if (total < least) {
      return false;
    }
    int size = spec.windowTime() == null ? spec.windowCalls() : Integer.MAX_VALUE;
    double slow = metrics.getNumberOfSlowCalls();
    if (total > size && recorded > 0) {
      double leaving = Math.min(recorded, total - size);
      slow -= slow * leaving / recorded;
      total = Math.max(size, pending);
    }
    return (slow + pending) * 100 >= (double) spec.slowRate() * total;
  }

  /** Makes a registry know these windows by their names, in the place of any others. */
  void register(CircuitBreakerRegistry registry) {
    register(reads, registry);
    register(writes, registry);
  }

  private static void register(CircuitBreaker window, CircuitBreakerRegistry registry) {
    String name = window.getName();
    // A registry takes over what was made elsewhere only in the place of another.
    if (!window.equals(registry.circuitBreaker(name, window.getCircuitBreakerConfig()))) {
      registry.replace(name, window);
    }
  }

  /** Makes a registry forget these windows, unless others took their names. */
  void deregister(CircuitBreakerRegistry registry) {
    deregister(reads, registry);
    deregister(writes, registry);
  }

  private static void deregister(CircuitBreaker window, CircuitBreakerRegistry registry) {
    if (registry.find(window.getName()).filter(window::equals).isPresent()) {
      registry.remove(window.getName());
    }
  }

  private static CircuitBreakerConfig config(BreakerSpec spec, LongSupplier nanos) {
    CircuitBreakerConfig.Builder config =
        CircuitBreakerConfig.custom()
            .failureRateThreshold(spec.failureRate())
            .slowCallRateThreshold(spec.slowRate())
            .slowCallDurationThreshold(spec.slowCall())
            .waitDurationInOpenState(spec.openFor())
            .permittedNumberOfCallsInHalfOpenState(spec.probes())
            .maxWaitDurationInHalfOpenState(Duration.ZERO)
            .automaticTransitionFromOpenToHalfOpenEnabled(false)
            .writableStackTraceEnabled(false)
            .clock(new MonotonicClock(nanos))
            .currentTimestampFunction(clock -> nanos.getAsLong(), TimeUnit.NANOSECONDS);
    Duration time = spec.windowTime();
    return config
        .slidingWindow(
            time == null ? spec.windowCalls() : Math.toIntExact(Math.max(1, time.toSeconds())),
            spec.minimumCalls(),
            time == null ? SlidingWindowType.COUNT_BASED : SlidingWindowType.TIME_BASED,
            CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
        .build();
  }
}
