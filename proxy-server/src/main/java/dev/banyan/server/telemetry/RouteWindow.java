package dev.banyan.server.telemetry;

import java.util.Arrays;

/**
 * What the counters of one route grew by in each of the last ticks. A tick without traffic takes
 * next to no memory. Confined to the window's lock.
 */
final class RouteWindow {
  private static final long[] NOTHING = {};

  /** For each tick what grew, as entries of {@link PlacedCounts}. */
  private final long[][] growth = new long[TrafficWindow.TICKS][];

  private long[] before = NOTHING;
  private long exchanges;

  RouteWindow() {
    Arrays.fill(growth, NOTHING);
  }

  /** Whether no exchange has ended since the last tick. */
  boolean isIdle(long exchangesNow) {
    return exchangesNow == exchanges;
  }

  /** Notes a tick without traffic. */
  void rest(int slot) {
    growth[slot] = NOTHING;
  }

  /**
   * Notes what grew since the last tick.
   *
   * @param exchangesNow how many exchanges are in {@code now}, at least
   * @param scratch for the growth
   */
  void grow(PlacedCounts now, PlacedCounts scratch, long exchangesNow, int slot) {
    scratch.takeGrowth(before, now);
    growth[slot] = scratch.toArray();
    before = now.toArray();
    exchanges = exchangesNow;
  }

  /** Whether nothing happened in all ticks. */
  boolean isEmpty() {
    for (long[] tick : growth) {
      if (tick.length > 0) {
        return false;
      }
    }
    return true;
  }

  /** Adds what all ticks hold. */
  void addTo(RouteReading into) {
    for (long[] tick : growth) {
      PlacedCounts.addTo(into, tick);
    }
  }
}
