package dev.banyan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.split.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loops that count while others read: no count is lost, none is seen twice. */
class MetersConcurrencyTest {
  private static final int LOOPS = 4;
  private static final int ROUTES = 20;
  private static final int EXCHANGES = 40_000;

  private final RouteDirectory directory = new RouteDirectory(ROUTES);

  @Test
  void sumsAreExactOnceTheLoopsStop() throws InterruptedException {
    TrafficWindow window = new TrafficWindow(directory, 0);
    List<Thread> loops = new ArrayList<>();
    for (int i = 0; i < LOOPS; i++) {
      LoopMeters meters = new LoopMeters(directory);
      loops.add(new Thread(() -> count(meters)));
    }
    loops.forEach(Thread::start);
    long before = 0;
    for (long tick = 1; loops.stream().anyMatch(Thread::isAlive); tick++) {
      window.tick(tick);
      long now = read();
      assertTrue(now >= before, "from " + before + " to " + now);
      before = now;
    }
    for (Thread loop : loops) {
      loop.join();
    }

    assertEquals(LOOPS * EXCHANGES, read());
    assertEquals(ROUTES, directory.size());
    for (RouteMeters route : directory.all()) {
      RouteReading reading = new RouteReading();
      route.read(reading);
      long each = LOOPS * EXCHANGES / ROUTES;
      assertEquals(each, reading.totals()[RouteCells.plans(Side.LEGACY, true)]);
      assertEquals(each * 5_000_000, reading.totals()[RouteCells.RESPONSE_BYTES]);
      assertEquals(each * 3_000_000, reading.side(0)[SideCells.LATENCY_NANOS]);
      assertEquals(each, reading.side(0)[SideCells.ATTEMPTS + SideCells.OK]);
    }
  }

  private static void count(LoopMeters meters) {
    List<RoutePolicy> policies = new ArrayList<>();
    for (int i = 0; i < ROUTES; i++) {
      policies.add(Sample.policy("route" + i));
    }
    for (int i = 0; i < EXCHANGES; i++) {
      int number = i % ROUTES;
      ExchangeRecord record =
          Sample.answered(
              "GET", Sample.plan(number, policies.get(number), Side.LEGACY), Duration.ofMillis(3));
      record.sent(5_000_000);
      meters.ended(record);
    }
  }

  private long read() {
    long sum = 0;
    RouteReading reading = new RouteReading();
    for (RouteMeters route : directory.all()) {
      route.read(reading);
      sum += reading.totals()[RouteCells.plans(Side.LEGACY, true)];
    }
    return sum;
  }
}
