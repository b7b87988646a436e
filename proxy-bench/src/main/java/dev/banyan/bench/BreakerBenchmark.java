package dev.banyan.bench;

import dev.banyan.core.resilience.BreakerPermit;
import dev.banyan.core.resilience.BreakerSpec;
import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.core.resilience.StatusSet;
import java.time.Duration;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A permit taken and closed by a success: the one lock of the hot path, alone and with several
 * event loops at it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BreakerBenchmark {
  private static final long HEAD_NANOS = 1_000_000;

  /** The seconds of the window; 0 for a window of 100 calls. */
  @Param({"0", "10"})
  public int windowSeconds;

  private @Nullable RouteBreaker breaker;

  /** Makes the breaker. */
  @Setup
  public void prepare() {
    BreakerSpec spec =
        new BreakerSpec(
            BreakerSpec.DEFAULT_FAILURE_RATE,
            StatusSet.DEFAULT_FAILURES,
            Duration.ofSeconds(1),
            BreakerSpec.DEFAULT_SLOW_RATE,
            windowSeconds == 0 ? BreakerSpec.DEFAULT_WINDOW_CALLS : 0,
            windowSeconds == 0 ? null : Duration.ofSeconds(windowSeconds),
            BreakerSpec.DEFAULT_MINIMUM_CALLS,
            BreakerSpec.DEFAULT_OPEN_FOR,
            BreakerSpec.DEFAULT_PROBES);
    breaker = new RouteBreaker("route", spec, System::nanoTime, (name, from, to, reads) -> {});
  }

  /** One event loop. */
  @Benchmark
  @Threads(1)
  public void oneLoop() {
    call();
  }

  /** Two event loops on one route. */
  @Benchmark
  @Threads(2)
  public void twoLoops() {
    call();
  }

  /** Four event loops on one route. */
  @Benchmark
  @Threads(4)
  public void fourLoops() {
    call();
  }

  private void call() {
    RouteBreaker present = Objects.requireNonNull(breaker);
    BreakerPermit permit = Objects.requireNonNull(present.tryAcquire(true, true));
    permit.succeeded(HEAD_NANOS);
  }
}
