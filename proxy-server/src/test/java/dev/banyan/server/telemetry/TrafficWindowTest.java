package dev.banyan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.split.Side;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrafficWindowTest {
  private final RouteDirectory directory = new RouteDirectory(10);
  private final LoopMeters loop = new LoopMeters(directory);
  private final LoopMeters secondLoop = new LoopMeters(directory);
  private final RoutePolicy policy = Sample.policy("orders");
  private final TrafficWindow window = new TrafficWindow(directory, 0);
  private long seconds;

  private void tick() {
    seconds++;
    window.tick(TimeUnit.SECONDS.toNanos(seconds));
  }

  private ExchangePlan plan(Side side) {
    return Sample.plan(0, policy, side);
  }

  private RouteTraffic orders() {
    List<RouteTraffic> routes = window.routes();
    assertEquals(1, routes.size());
    assertEquals("orders", routes.get(0).route());
    return routes.get(0);
  }

  @Test
  void sumsTheTicksOfTenSecondsOverAllLoops() {
    for (int i = 0; i < 25; i++) {
      for (int each = 0; each < 3; each++) {
        loop.ended(Sample.answered("GET", plan(Side.LEGACY), Duration.ofMillis(20)));
      }
      secondLoop.ended(Sample.answered("POST", plan(Side.NEW), Duration.ofMillis(200)));
      tick();
    }

    RouteTraffic traffic = orders();
    assertEquals(10, traffic.seconds());
    assertEquals(30, traffic.legacy().count());
    assertEquals(3, traffic.legacy().perSecond());
    assertEquals(1, traffic.newSide().perSecond());
    assertEquals(20e6, (double) traffic.legacy().p50Nanos(), 1e6);
    assertEquals(200e6, (double) traffic.newSide().p99Nanos(), 10e6);
    assertEquals(new RouteTraffic.Planned(30, 0), traffic.reads());
    assertEquals(new RouteTraffic.Planned(0, 10), traffic.writes());
  }

  @Test
  void isShorterThanTenSecondsAtFirst() {
    loop.ended(Sample.answered("GET", plan(Side.NEW), Duration.ofMillis(1)));
    tick();
    tick();

    assertEquals(2, orders().seconds());
    assertEquals(0.5, orders().newSide().perSecond());
  }

  @Test
  void forgetsWhatIsOlder() {
    loop.ended(Sample.answered("GET", plan(Side.NEW), Duration.ofMillis(1)));
    for (int i = 0; i < 10; i++) {
      tick();
    }
    assertEquals(1, orders().newSide().count());
    tick();

    assertEquals(List.of(), window.routes());
  }

  @Test
  void aRescuedFailureIsNewsFailure() {
    loop.ended(Sample.rescued("GET", plan(Side.NEW), FailureKind.RESET, Duration.ofMillis(4)));
    loop.ended(Sample.rescued("GET", plan(Side.NEW), FailureKind.TIMEOUT, Duration.ofMillis(4)));
    loop.ended(Sample.rescued("GET", plan(Side.NEW), FailureKind.POOL_FULL, Duration.ofMillis(4)));
    loop.ended(Sample.answered("GET", plan(Side.NEW), Duration.ofMillis(4)));
    tick();

    RouteTraffic traffic = orders();
    assertEquals(3, traffic.newSide().count(), "what found no connection was never sent");
    assertEquals(2, traffic.newSide().failed());
    assertEquals(3, traffic.legacy().count());
    assertEquals(0, traffic.legacy().failed());
    assertEquals(1, traffic.reads().shareOfNew());
    assertEquals(Map.of("reset", 1L, "timeout", 1L, "pool-full", 1L), traffic.fallbacks());
    assertEquals(3, traffic.fallbackCount());
    assertEquals(0, traffic.clientErrors());
  }

  @Test
  void aRouteThatIsGoneIsNotShown() {
    loop.ended(Sample.answered("GET", plan(Side.NEW), Duration.ofMillis(1)));
    tick();
    directory.serve(List.of("carts"));
    tick();

    assertEquals(List.of(), window.routes());
  }
}
