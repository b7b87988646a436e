package dev.banyan.bench;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What resilience4j-micrometer adds to a call: it listens to an event of every one. Banyan does
 * without it and asks the windows at a scrape.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BreakerMetricsBenchmark {
  /** Whether the metrics are bound. */
  @Param({"false", "true"})
  public boolean tagged;

  private @Nullable CircuitBreaker breaker;

  /** Makes the breaker. */
  @Setup
  public void prepare() {
    CircuitBreakerRegistry registry =
        CircuitBreakerRegistry.of(
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    100,
                    20,
                    SlidingWindowType.COUNT_BASED,
                    SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .currentTimestampFunction(clock -> System.nanoTime(), TimeUnit.NANOSECONDS)
                .build());
    if (tagged) {
      TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry)
          .bindTo(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }
    breaker = registry.circuitBreaker("orders.reads");
  }

  /** The result of one call. */
  @Benchmark
  public void succeeded() {
    Objects.requireNonNull(breaker).onSuccess(1_000_000, TimeUnit.NANOSECONDS);
  }
}
