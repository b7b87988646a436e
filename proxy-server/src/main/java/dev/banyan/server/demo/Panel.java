package dev.banyan.server.demo;

import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.BreakerState;
import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.server.boot.Banyan;
import dev.banyan.server.demo.load.Scorebook;
import dev.banyan.server.demo.load.Tally;
import dev.banyan.server.demo.view.RouteRow;
import dev.banyan.server.demo.view.RouteRow.SideFigures;
import dev.banyan.server.live.LiveRoute;
import dev.banyan.server.telemetry.RouteTraffic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together what the table shows of the routes. Stateless. */
final class Panel {
  private static final double NANOS_A_MILLI = 1e6;

  private Panel() {}

  /** The rows of all routes that are served. */
  static List<RouteRow> rows(Banyan banyan, Scorebook book, BreakerWatch breakers) {
    Map<String, RouteTraffic> traffic =
        banyan.telemetry().window().routes().stream()
            .collect(Collectors.toMap(RouteTraffic::route, Function.identity(), (a, b) -> a));
    return banyan.table().routing().routes().stream()
        .map(route -> row(route, traffic.get(route.name()), book, breakers))
        .toList();
  }

  /** The states of all breakers by route. */
  static Map<String, BreakerState> breakers(Banyan banyan) {
    Map<String, BreakerState> states = new HashMap<>();
    for (LiveRoute route : banyan.serving().routes()) {
      RouteBreaker breaker = route.breaker();
      if (breaker != null) {
        states.put(route.policy().name(), breaker.state());
      }
    }
    return states;
  }

  private static RouteRow row(
      RoutePolicy route, @Nullable RouteTraffic traffic, Scorebook book, BreakerWatch breakers) {
    Tally.Reading tally = book.route(route.name());
    return new RouteRow(
        route.name(),
        route.split(),
        route.newBackend() != null,
        route.kill(),
        traffic == null ? Double.NaN : observed(traffic),
        traffic == null ? SideFigures.NONE : figures(traffic.legacy()),
        traffic == null ? SideFigures.NONE : figures(traffic.newSide()),
        breakers.state(route.name()),
        traffic == null ? 0 : traffic.fallbackCount(),
        tally.allowed(),
        tally.forbidden());
  }

  private static double observed(RouteTraffic traffic) {
    double fresh = traffic.reads().newSide() + traffic.writes().newSide();
    return fresh / (traffic.reads().total() + traffic.writes().total());
  }

  private static SideFigures figures(RouteTraffic.Attempts attempts) {
    return new SideFigures(
        attempts.perSecond(), millis(attempts.p50Nanos()), millis(attempts.p99Nanos()));
  }

  private static double millis(long nanos) {
    return nanos < 0 ? Double.NaN : nanos / NANOS_A_MILLI;
  }
}
