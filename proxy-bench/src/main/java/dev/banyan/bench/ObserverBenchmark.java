package dev.banyan.bench;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyLists;
import dev.banyan.core.split.Why;
import dev.banyan.server.telemetry.AccessLog;
import dev.banyan.server.telemetry.AttemptRecord;
import dev.banyan.server.telemetry.ExchangeObserver;
import dev.banyan.server.telemetry.ExchangeRecord;
import dev.banyan.server.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
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

/**
 * What it costs an event loop to tell of one exchange: the meters alone, and with them a line of
 * the access log.
 */
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
  private final AccessLog log = open();
  private final ExchangeObserver lines = log.newLoop();
  private int next;

  private static AccessLog open() {
    try {
      return AccessLog.file(Path.of("/dev/null"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the exchanges. */
  @Setup(Level.Trial)
  public void prepare() {
    SplittableRandom random = new SplittableRandom(1);
    RoutePolicy[] policies = new RoutePolicy[routes];
    for (int i = 0; i < routes; i++) {
      policies[i] = policy("route" + i);
    }
    for (int i = 0; i < RECORDS; i++) {
      int route = random.nextInt(routes);
      records[i] = record(route, policies[route], random);
    }
  }

  /** Ends the threads. */
  @TearDown(Level.Trial)
  public void close() {
    log.close();
    telemetry.close();
  }

  /** The meters. */
  @Benchmark
  public void meters() {
    meters.ended(next());
  }

  /** A line of the access log, written by another thread where it finds a free one. */
  @Benchmark
  public void line() {
    lines.ended(next());
  }

  private ExchangeRecord next() {
    next = (next + 1) % RECORDS;
    return records[next];
  }

  private static RoutePolicy policy(String name) {
    Split split = new Split(5_000, 5_000);
    return new RoutePolicy(
        name,
        1,
        "old",
        "fresh",
        split,
        List.of(),
        "",
        false,
        null,
        FallbackSpec.DEFAULT,
        null,
        0,
        0,
        StickyLists.NONE,
        null);
  }

  private static ExchangeRecord record(int route, RoutePolicy policy, SplittableRandom random) {
    Side side = random.nextBoolean() ? Side.NEW : Side.LEGACY;
    long nanos = (long) (5e6 * Math.exp(random.nextGaussian() * 0.5));
    AttemptRecord attempt = new AttemptRecord(side, 0);
    attempt.sentTo("127.0.0.1:9000");
    attempt.answered(200, nanos);
    attempt.ended(nanos);
    ExchangeRecord record = new ExchangeRecord(head(), "192.0.2.7", 0);
    record.planned(new ExchangePlan(route, policy, side, Why.SHARE, 4711, null));
    record.attempt(attempt);
    record.answered(200);
    record.sent(1_024);
    record.ended(nanos);
    return record;
  }

  private static RequestHead head() {
    byte[] bytes = Ascii.bytes("GET /api/orders/4711/items HTTP/1.1\r\nHost: shop.example\r\n\r\n");
    RequestHead head = new HeadParser(HeadLimits.DEFAULT).parseRequest(bytes, bytes.length);
    return Objects.requireNonNull(head);
  }
}
