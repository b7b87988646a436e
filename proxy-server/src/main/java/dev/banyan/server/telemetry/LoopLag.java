package dev.banyan.server.telemetry;

import java.util.Arrays;
import java.util.List;

/**
 * How late one event loop does what is due: the time by which everything on it is late. Written by
 * that loop, read by any thread.
 */
public final class LoopLag {
  private static final int SUM = SparseCounters.aligned(LatencyScale.COARSE);

  private final String loop;
  private final SparseCounters counts = new SparseCounters(SUM, 1);

  LoopLag(String loop) {
    this.loop = loop;
  }

  /** Counts how late something was done, in nanoseconds; what was early counts as in time. */
  public void late(long nanos) {
    long late = Math.max(0, nanos);
    counts.add(LatencyScale.coarseOf(LatencyScale.fine(late)), 1);
    counts.add(SUM, late);
  }

  void collect(FamilyValues values) {
    long[] sums = new long[SUM + 1];
    counts.addTo(sums);
    long[] coarse = Arrays.copyOf(sums, LatencyScale.COARSE);
    values.latencies(Family.LOOP_LAG, coarse, sums[SUM], List.of(), loop);
  }
}
