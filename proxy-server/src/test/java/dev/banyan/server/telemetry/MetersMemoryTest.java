package dev.banyan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.split.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the meters of many routes take of the heap. */
class MetersMemoryTest {
  private static final int ROUTES = 10_000;
  private static final int EXCHANGES = 40;
  private static final long MIB = 1 << 20;

  private final Random random = new Random(5);
  private final List<RoutePolicy> policies = new ArrayList<>();

  @Test
  void tenThousandRoutesTakeLessThan40MegabytesThoughExchangesAreNamed() {
    for (int i = 0; i < ROUTES; i++) {
      policies.add(Sample.policy("route" + i));
    }
    long before = used();
    RouteDirectory directory = new RouteDirectory(ROUTES);
    directory.exemplars().ask(Sample.START);
    TrafficWindow window = new TrafficWindow(directory, 0);
    LoopMeters first = new LoopMeters(directory);
    LoopMeters second = new LoopMeters(directory);
    serve(first);
    long oneLoop = used() - before;
    serve(second);
    long twoLoops = used() - before;
    window.tick(1);
    long all = used() - before;

    System.out.printf(
        "meters of %d busy routes: %.1f MiB on one loop, %.1f on two, %.1f with the window%n",
        ROUTES, oneLoop / (double) MIB, twoLoops / (double) MIB, all / (double) MIB);
    assertTrue(all < 40_000_000, "bytes with the window: " + all);
    assertEquals(ROUTES, directory.size());
    assertEquals(ROUTES, window.routes().size());
    first.ended(exchange(0, Side.LEGACY));
    second.ended(exchange(0, Side.LEGACY));
  }

  private void serve(LoopMeters loop) {
    for (int i = 0; i < ROUTES; i++) {
      for (int each = 0; each < EXCHANGES; each++) {
        loop.ended(exchange(i, each % 2 == 0 ? Side.LEGACY : Side.NEW));
      }
      loop.ended(
          Sample.rescued(
              "GET",
              Sample.plan(i, policies.get(i), Side.NEW),
              FailureKind.TIMEOUT,
              Duration.ofMillis(800)));
    }
  }

  /** An answer after a time that is around 8 ms, two thirds of them within a factor of 1.5. */
  private ExchangeRecord exchange(int number, Side side) {
    long nanos = (long) (8e6 * Math.exp(random.nextGaussian() * 0.4));
    ExchangeRecord record =
        Sample.answered(
            random.nextInt(5) == 0 ? "POST" : "GET",
            Sample.plan(number, policies.get(number), side),
            Duration.ofNanos(nanos));
    record.sent(random.nextInt(4_000));
    return record;
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
