package dev.banyan.server.telemetry;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the counters of one route grew by in each of the last ticks, as pairs of a counter's place
 * and its growth: a route without traffic takes next to no memory. Confined to the window's lock.
 */
final class RouteWindow {
  private static final long[] NOTHING = {};

  private final long[][] growth = new long[TrafficWindow.TICKS][];
  private final SparseCounters totals = new SparseCounters(RouteCells.SIZE);
  private final @Nullable SparseCounters[] sides = new SparseCounters[SideCells.SIDES];
  private long exchanges;
  private long[] pairs = new long[32];
  private int used;

  RouteWindow() {
    Arrays.fill(growth, NOTHING);
  }

  /**
   * Puts what the meters grew by since the last tick in a slot of the ring.
   *
   * @param reading scratch
   */
  void tick(RouteMeters meters, RouteReading reading, int slot) {
    long now = meters.exchanges();
    if (now == exchanges) {
      growth[slot] = NOTHING;
      return;
    }
    exchanges = now;
    meters.read(reading);
    used = 0;
    grow(totals, reading.totals(), 0);
    for (int i = 0; i < SideCells.SIDES; i++) {
      if (reading.hasSide(i)) {
        grow(side(i), reading.side(i), offset(i));
      }
    }
    growth[slot] = Arrays.copyOf(pairs, used);
  }

  private SparseCounters side(int number) {
    SparseCounters side = sides[number];
    if (side == null) {
      side = new SparseCounters(SideCells.SIZE);
      sides[number] = side;
    }
    return side;
  }

  private void grow(SparseCounters before, long[] now, int offset) {
    for (int i = 0; i < now.length; i++) {
      long grown = now[i] == 0 ? 0 : now[i] - before.read(i);
      if (grown > 0) {
        before.add(i, grown);
        append(offset + i, grown);
      }
    }
  }

  private void append(int place, long grown) {
    if (used == pairs.length) {
      pairs = Arrays.copyOf(pairs, used * 2);
    }
    pairs[used++] = place;
    pairs[used++] = grown;
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
      for (int i = 0; i < tick.length; i += 2) {
        add((int) tick[i], tick[i + 1], into);
      }
    }
  }

  private static void add(int place, long grown, RouteReading into) {
    if (place < offset(0)) {
      into.totals()[place] += grown;
    } else {
      int side = (place - offset(0)) / SideCells.SIZE;
      into.side(side)[place - offset(side)] += grown;
    }
  }

  private static int offset(int side) {
    return RouteCells.SIZE + side * SideCells.SIZE;
  }
}
