package dev.banyan.server.telemetry;

import java.util.Arrays;

/**
 * Counts that are not 0, each with its place, in the order of the places: of a route's counters
 * those that the window needs. Confined to the window's lock.
 *
 * <p>A place stands in the upper 16 bits of a long, its count in the lower 48: enough for a million
 * a second through eight years.
 */
final class PlacedCounts {
  private static final int COUNT_BITS = 48;
  private static final long COUNT = (1L << COUNT_BITS) - 1;

  private long[] entries = new long[64];
  private int size;

  /** The place of an entry. */
  static int place(long entry) {
    return (int) (entry >>> COUNT_BITS);
  }

  /** The count of an entry. */
  static long count(long entry) {
    return entry & COUNT;
  }

  /** Takes over the counts of a reading. */
  void takeFrom(RouteReading reading) {
    size = 0;
    add(reading.totals(), 0, RouteCells.REQUEST_BYTES, 0);
    for (int side = 0; side < SideCells.SIDES; side++) {
      add(reading.side(side), SideCells.ATTEMPTS, SideCells.LATENCY_NANOS, offset(side));
    }
  }

  private void add(long[] cells, int from, int to, int offset) {
    for (int i = from; i < to; i++) {
      if (cells[i] != 0) {
        add(offset + i, cells[i]);
      }
    }
  }

  /** Takes over what {@code now} has more than {@code before} had. */
  void takeGrowth(long[] before, PlacedCounts now) {
    size = 0;
    int at = 0;
    for (int i = 0; i < now.size; i++) {
      int place = place(now.entries[i]);
      while (at < before.length && place(before[at]) < place) {
        at++;
      }
      boolean known = at < before.length && place(before[at]) == place;
      long growth = count(now.entries[i]) - (known ? count(before[at]) : 0);
      if (growth > 0) {
        add(place, growth);
      }
    }
  }

  private void add(int place, long count) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, size * 2);
    }
    entries[size++] = ((long) place << COUNT_BITS) | count;
  }

  /** The entries, in a new array. */
  long[] toArray() {
    return Arrays.copyOf(entries, size);
  }

  /** Adds entries to a reading. */
  static void addTo(RouteReading reading, long[] entries) {
    for (long entry : entries) {
      int place = place(entry);
      if (place < offset(0)) {
        reading.totals()[place] += count(entry);
      } else {
        int side = (place - offset(0)) / SideCells.SIZE;
        reading.side(side)[place - offset(side)] += count(entry);
      }
    }
  }

  private static int offset(int side) {
    return RouteCells.SIZE + side * SideCells.SIZE;
  }
}
