package dev.banyan.server.demo.load;

import java.time.Duration;

/** How long things took, in 160 steps of a tenth each from 0.1 ms on. Confined to one thread. */
final class Latencies {
  private static final double FIRST_NANOS = 100_000;
  private static final double STEP = 1.1;
  private static final double LOG_STEP = Math.log(STEP);

  private final long[] counts = new long[160];
  private long total;
  private long longest;

  /** Counts one. */
  void add(long nanos) {
    int step = nanos <= FIRST_NANOS ? 0 : (int) Math.ceil(Math.log(nanos / FIRST_NANOS) / LOG_STEP);
    counts[Math.min(step, counts.length - 1)]++;
    total++;
    longest = Math.max(longest, nanos);
  }

  /**
   * The time that this part of all took at most, a tenth too long at worst; 0 if there are none.
   *
   * @param part 0 to 1
   */
  Duration quantile(double part) {
    long wanted = (long) Math.ceil(part * total);
    long seen = 0;
    for (int step = 0; step < counts.length; step++) {
      seen += counts[step];
      if (seen >= wanted && seen > 0) {
        double nanos = FIRST_NANOS * Math.pow(STEP, step);
        return Duration.ofNanos(Math.min(longest, (long) nanos));
      }
    }
    return Duration.ZERO;
  }
}
