package dev.banyan.server.telemetry;

import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.split.Side;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns a window's counters into what people read. Stateless. */
final class TrafficReading {
  private TrafficReading() {}

  /** The traffic of a route whose counters grew by {@code reading} in {@code seconds}. */
  static RouteTraffic of(String route, RouteReading reading, double seconds) {
    long[] totals = reading.totals();
    Map<String, Long> fallbacks = new LinkedHashMap<>();
    for (FailureKind reason : RouteCells.reasons()) {
      long count = totals[RouteCells.fallback(reason)];
      if (count > 0) {
        fallbacks.put(reason.label(), count);
      }
    }
    return new RouteTraffic(
        route,
        seconds,
        attempts(reading, Side.LEGACY, seconds),
        attempts(reading, Side.NEW, seconds),
        planned(totals, true),
        planned(totals, false),
        fallbacks,
        totals[RouteCells.CLIENT_ERRORS],
        totals[RouteCells.UNKEYED]);
  }

  private static RouteTraffic.Attempts attempts(RouteReading reading, Side side, double seconds) {
    long[] cells = reading.side(side.ordinal());
    long count = 0;
    long failed = 0;
    for (int outcome = 0; outcome < SideCells.outcomeCount(); outcome++) {
      if (SideCells.asked(outcome)) {
        long attempts = cells[SideCells.ATTEMPTS + outcome];
        count += attempts;
        failed += outcome > SideCells.ABANDONED ? attempts : 0;
      }
    }
    return new RouteTraffic.Attempts(
        count,
        failed,
        seconds > 0 ? count / seconds : 0,
        LatencyScale.quantile(cells, SideCells.ATTEMPT_LATENCIES, 0.5),
        LatencyScale.quantile(cells, SideCells.ATTEMPT_LATENCIES, 0.99));
  }

  private static RouteTraffic.Planned planned(long[] totals, boolean reads) {
    return new RouteTraffic.Planned(
        totals[RouteCells.plans(Side.LEGACY, reads)], totals[RouteCells.plans(Side.NEW, reads)]);
  }
}
