package dev.banyan.bench;

import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.ClientFacts;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.core.plan.TrafficPlanner;
import dev.banyan.core.routing.RouteIndex;
import java.util.SplittableRandom;
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

/** From a request's head to its route, and to its whole plan, by the number of routes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RoutingBenchmark {
  private static final int HEADS = 1024;
  private static final int HOT_ROUTES = 10;
  private static final String DEEP = "/items/42" + "/segment".repeat(60);
  private static final byte[] CLIENT = {(byte) 192, 0, 2, 7};

  /** How many routes the table has. */
  @Param({"10", "100", "1000", "10000"})
  public int routes;

  private final SplittableRandom random = new SplittableRandom(42);
  private final ClientFacts client = new ClientFacts(CLIENT);
  private final RequestHead[] plain = new RequestHead[HEADS];
  private final RequestHead[] hot = new RequestHead[HEADS];
  private final RequestHead[] missing = new RequestHead[HEADS];
  private final RequestHead[] deep = new RequestHead[HEADS];
  private final RequestHead[] deepMissing = new RequestHead[HEADS];
  private final RequestHead[] escaped = new RequestHead[HEADS];
  private RoutingSnapshot snapshot = BenchTables.snapshot(1);
  private RouteIndex index = snapshot.index();
  private int next;

  /** Builds the table, and heads that are spread over it. */
  @Setup
  public void build() {
    snapshot = BenchTables.snapshot(routes);
    index = snapshot.index();
    for (int i = 0; i < HEADS; i++) {
      int route = random.nextInt(routes);
      plain[i] = BenchTables.head(route, "/items/42", random.nextLong());
      hot[i] = BenchTables.head(route % HOT_ROUTES, "/items/42", random.nextLong());
      missing[i] = BenchTables.head(route + routes, "/items/42", random.nextLong());
      deep[i] = BenchTables.head(route, DEEP, random.nextLong());
      deepMissing[i] = BenchTables.head(route + routes, DEEP, random.nextLong());
      escaped[i] = BenchTables.head(route, "/items/a%2Fb", random.nextLong());
    }
  }

  private RequestHead next(RequestHead[] heads) {
    return heads[next++ & HEADS - 1];
  }

  /** A path with one reading. */
  @Benchmark
  public int find() {
    return index.find(next(plain));
  }

  /** As above, but for ten routes of the table only, so that they stay in the processor's cache. */
  @Benchmark
  public int findHot() {
    return index.find(next(hot));
  }

  /** A path with one reading that no route matches. */
  @Benchmark
  public int findNone() {
    return index.find(next(missing));
  }

  /** A path of 63 segments and some 500 bytes. */
  @Benchmark
  public int findDeep() {
    return index.find(next(deep));
  }

  /** The same, where no route matches. */
  @Benchmark
  public int findDeepNone() {
    return index.find(next(deepMissing));
  }

  /** A path that is read in three ways. */
  @Benchmark
  public int findEscaped() {
    return index.find(next(escaped));
  }

  /** Route and side of a request whose sticky cookie is there. */
  @Benchmark
  public @Nullable ExchangePlan plan() {
    return TrafficPlanner.plan(next(plain), client, snapshot, random::nextLong);
  }
}
