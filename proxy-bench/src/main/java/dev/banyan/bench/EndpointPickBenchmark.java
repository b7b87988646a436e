package dev.banyan.bench;

import dev.banyan.core.backend.EndpointPicker;
import dev.banyan.core.backend.Standing;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
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

/** The endpoint of an attempt is picked: all are well, one warms up, or none is well. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class EndpointPickBenchmark {
  private static final long SLOW_START_NANOS = 30_000_000_000L;

  /** How many endpoints the backend has. */
  @Param({"1", "2", "8"})
  public int endpoints;

  private final SplittableRandom draws = new SplittableRandom(1);
  private Endpoints well = new Endpoints(1);
  private Endpoints oneWarming = new Endpoints(1);
  private Endpoints down = new Endpoints(1);

  /** Makes the endpoints. */
  @Setup
  public void prepare() {
    well = new Endpoints(endpoints);
    oneWarming = new Endpoints(endpoints);
    oneWarming.all.set(0, new Standing(true, false, true, System.nanoTime()));
    down = new Endpoints(endpoints);
    for (int i = 0; i < endpoints; i++) {
      down.all.set(i, new Standing(false, false, false, 0));
    }
  }

  /** All are well. */
  @Benchmark
  public int allWell() {
    return EndpointPicker.pick(endpoints, 0, well, draws.nextLong());
  }

  /** One has just come. */
  @Benchmark
  public int oneWarming() {
    return EndpointPicker.pick(endpoints, 0, oneWarming, draws.nextLong());
  }

  /** None passes its checks, so all are picked from. */
  @Benchmark
  public int allDown() {
    return EndpointPicker.pick(endpoints, 0, down, draws.nextLong());
  }

  /** Endpoints as an event loop sees them: their standing is shared, their load is its own. */
  private static final class Endpoints implements EndpointPicker.Candidates {
    private final AtomicReferenceArray<Standing> all;
    private final int[] loads;

    Endpoints(int count) {
      all = new AtomicReferenceArray<>(count);
      loads = new int[count];
      for (int i = 0; i < count; i++) {
        all.set(i, Standing.WELL);
        loads[i] = i % 3;
      }
    }

    @Override
    public boolean well(int endpoint) {
      return all.get(endpoint).available();
    }

    @Override
    public int load(int endpoint) {
      return loads[endpoint];
    }

    @Override
    public int warmth(int endpoint) {
      Standing standing = all.get(endpoint);
      return standing.warming()
          ? standing.warmth(System.nanoTime(), SLOW_START_NANOS)
          : Standing.FULL;
    }
  }
}
