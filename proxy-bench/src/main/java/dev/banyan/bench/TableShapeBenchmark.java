package dev.banyan.bench;

import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.RouteIndex;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/** From a request's head to its route, by the number of routes and by what tells them apart. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TableShapeBenchmark {
  private static final int HEADS = 1024;
  private static final int HOT_ROUTES = 10;

  /** How many routes the table has. */
  @Param({"10", "100", "1000", "10000"})
  public int routes;

  /** What tells them apart. */
  @Param({"PATH", "HEADER", "COOKIE", "QUERY"})
  public TableShape shape = TableShape.PATH;

  private final RequestHead[] all = new RequestHead[HEADS];
  private final RequestHead[] hot = new RequestHead[HEADS];
  private final RequestHead[] missing = new RequestHead[HEADS];
  private RouteIndex index = RouteIndex.builder().build();
  private int next;

  /** Builds the table, and heads that are spread over it. */
  @Setup
  public void build() {
    SplittableRandom random = new SplittableRandom(42);
    index = shape.table(routes);
    for (int i = 0; i < HEADS; i++) {
      int route = random.nextInt(routes);
      all[i] = shape.head(route);
      hot[i] = shape.head(route % HOT_ROUTES);
      missing[i] = shape.head(route + routes);
    }
  }

  private RequestHead next(RequestHead[] heads) {
    return heads[next++ & HEADS - 1];
  }

  /** Requests spread over all routes. */
  @Benchmark
  public int find() {
    return index.find(next(all));
  }

  /** Requests for ten of the routes, so that they stay in the processor's cache. */
  @Benchmark
  public int findHot() {
    return index.find(next(hot));
  }

  /** Requests that no route matches. */
  @Benchmark
  public int findNone() {
    return index.find(next(missing));
  }
}
