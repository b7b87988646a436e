package dev.banyan.server.telemetry;

import java.util.Arrays;

/** The counters of one route, summed over all event loops; may be filled again. Confined. */
final class RouteReading {
  private final long[] totals = new long[RouteCells.SIZE];
  private final long[][] sides = new long[SideCells.SIDES][SideCells.SIZE];

  /** The counters at the places of {@link RouteCells}. */
  long[] totals() {
    return totals;
  }

  /** The counters of a side at the places of {@link SideCells}. */
  long[] side(int number) {
    return sides[number];
  }

  /** Sets all counters to 0. */
  void clear() {
    Arrays.fill(totals, 0);
    for (long[] side : sides) {
      Arrays.fill(side, 0);
    }
  }
}
