package dev.banyan.bench;

import dev.banyan.server.telemetry.ExchangeObserver;
import dev.banyan.server.telemetry.ExchangeRecord;
import dev.banyan.server.telemetry.Telemetry;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs an event loop to count one exchange. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ObserverBenchmark {
  private static final int RECORDS = 4_096;

  /** How many routes the exchanges are spread over. */
  @Param({"1", "100", "10000"})
  public int routes;

  private final Telemetry telemetry = new Telemetry(10_000);
  private final ExchangeObserver meters = telemetry.newLoop();
  private final ExchangeRecord[] records = new ExchangeRecord[RECORDS];
  private int next;

  /** Makes the exchanges. */
  @Setup(Level.Trial)
  public void prepare() {
    SampleExchanges exchanges = new SampleExchanges(routes);
    for (int i = 0; i < RECORDS; i++) {
      records[i] = exchanges.next();
    }
  }

  /** Ends the window's thread. */
  @TearDown(Level.Trial)
  public void close() {
    telemetry.close();
  }

  /** The meters. */
  @Benchmark
  public void meters() {
    meters.ended(next());
  }

  private ExchangeRecord next() {
    next = (next + 1) % RECORDS;
    return records[next];
  }
}
