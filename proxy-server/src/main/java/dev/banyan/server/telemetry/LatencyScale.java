package dev.banyan.server.telemetry;

/**
 * The buckets that latencies are counted in: fine ones, 33 a decade from 10 µs to 60 s and each at
 * most 10% wide, and the coarse ones that are published, whose borders are borders of fine ones.
 * Stateless.
 */
final class LatencyScale {
  /** Upper borders of the coarse buckets in seconds; the last bucket has none. */
  private static final double[] COARSE_SECONDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
  };

  /** How many coarse buckets there are. */
  static final int COARSE = COARSE_SECONDS.length + 1;

  private static final double[] DECADE = decade();
  private static final long FIRST_NANOS = 10_000;
  private static final long LAST_NANOS = 60_000_000_000L;

  /** Lower borders of the fine buckets in nanoseconds. */
  private static final long[] LOWER = lowerBorders();

  /** How many fine buckets there are. */
  static final int FINE = LOWER.length;

  private static final byte[] COARSE_OF_FINE = coarseOfFine();

  /** The fine bucket of the smallest value with an exponent and four bits behind it. */
  private static final short[] START = starts();

  private LatencyScale() {}

  /** The fine bucket of a latency; what is below 0 counts as 0. */
  static int fine(long nanos) {
    if (nanos < FIRST_NANOS) {
      return 0;
    }
    if (nanos >= LAST_NANOS) {
      return FINE - 1;
    }
    int i = START[key(nanos)];
    while (nanos >= LOWER[i + 1]) {
      i++;
    }
    return i;
  }

  /** The coarse bucket that holds a fine one. */
  static int coarseOf(int fine) {
    return COARSE_OF_FINE[fine];
  }

  /** The upper borders of the coarse buckets in seconds, the last one infinite. */
  static double[] coarseBorders() {
    double[] borders = new double[COARSE];
    System.arraycopy(COARSE_SECONDS, 0, borders, 0, COARSE - 1);
    borders[COARSE - 1] = Double.POSITIVE_INFINITY;
    return borders;
  }

  /**
   * The latency that a share of all counted ones does not exceed, within 5% from 10 µs to 60 s.
   *
   * @param counts fine buckets, from {@code from} on
   * @param share above 0 to 1, such as 0.99
   * @return nanoseconds, -1 if nothing was counted
   */
  static long quantile(long[] counts, int from, double share) {
    long total = 0;
    for (int i = 0; i < FINE; i++) {
      total += counts[from + i];
    }
    if (total <= 0) {
      return -1;
    }
    long rank = Math.max(1, (long) Math.ceil(share * total));
    int i = 0;
    for (long seen = counts[from]; seen < rank; seen += counts[from + i]) {
      i++;
    }
    return middle(i);
  }

  /** The latency that stands for all of a fine bucket: the geometric middle. */
  private static long middle(int fine) {
    if (fine == 0) {
      return FIRST_NANOS / 2;
    }
    if (fine == FINE - 1) {
      return LAST_NANOS;
    }
    return Math.round(Math.sqrt((double) LOWER[fine] * LOWER[fine + 1]));
  }

  private static int key(long nanos) {
    int exponent = 63 - Long.numberOfLeadingZeros(nanos);
    return (exponent << 4) | ((int) (nanos >>> (exponent - 4)) & 15);
  }

  private static double[] decade() {
    double[] steps = new double[33];
    for (int i = 0; i < 10; i++) {
      steps[i] = 1 + i / 10.0;
      steps[13 + i] = 2.5 + i / 4.0;
      steps[23 + i] = 5 + i / 2.0;
    }
    for (int i = 0; i < 3; i++) {
      steps[10 + i] = 2 + i / 6.0;
    }
    return steps;
  }

  private static long[] lowerBorders() {
    long[] borders = new long[DECADE.length * 7];
    int count = 1;
    for (long unit = FIRST_NANOS; ; unit *= 10) {
      for (double step : DECADE) {
        borders[count++] = Math.round(unit * step);
        if (borders[count - 1] == LAST_NANOS) {
          return java.util.Arrays.copyOf(borders, count);
        }
      }
    }
  }

  private static byte[] coarseOfFine() {
    byte[] coarse = new byte[FINE];
    int at = 0;
    for (int i = 0; i < FINE; i++) {
      while (at < COARSE - 1 && LOWER[i] >= Math.round(COARSE_SECONDS[at] * 1e9)) {
        at++;
      }
      coarse[i] = (byte) at;
    }
    return coarse;
  }

  private static short[] starts() {
    short[] starts = new short[key(LAST_NANOS) + 1];
    for (int key = key(FIRST_NANOS); key < starts.length; key++) {
      int exponent = key >>> 4;
      long smallest = (16L + (key & 15)) << (exponent - 4);
      int i = 0;
      while (i + 1 < FINE && smallest >= LOWER[i + 1]) {
        i++;
      }
      starts[key] = (short) i;
    }
    return starts;
  }
}
