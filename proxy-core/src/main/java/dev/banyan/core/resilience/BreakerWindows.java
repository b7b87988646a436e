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
  private final CircuitBreakerRegistry registry;

  /** Makes two fresh windows; the registry then knows these by the names, no earlier ones. */
  BreakerWindows(
      String name, BreakerSpec spec, LongSupplier nanos, CircuitBreakerRegistry registry) {
    this.registry = registry;
    CircuitBreakerConfig config = config(spec, nanos);
    reads = fresh(name + ".reads", config);
    writes = fresh(name + ".writes", config);
  }

  CircuitBreaker of(boolean read) {
    return read ? reads : writes;
  }

  private CircuitBreaker fresh(String name, CircuitBreakerConfig config) {
    registry.remove(name);
    return registry.circuitBreaker(name, config);
  }

  /** Makes the registry forget these windows, unless newer ones took their names. */
  void remove() {
    remove(reads);
    remove(writes);
  }

  private void remove(CircuitBreaker window) {
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
