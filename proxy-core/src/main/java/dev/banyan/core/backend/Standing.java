package dev.banyan.core.backend;

/**
 * What is thought of an endpoint at a moment. Immutable.
 *
 * @param up whether it passes its checks; true if there are none
 * @param ejected whether it is left alone for its failures
 * @param warming whether it has come or come back at {@code sinceNanos}
 * @param sinceNanos on a clock that only grows; means nothing unless it is warming
 */
public record Standing(boolean up, boolean ejected, boolean warming, long sinceNanos) {
  /** The {@link #warmth} of an endpoint that gets its full part. */
  public static final int FULL = 1024;

  /** The part of an endpoint that has just come: enough to see how it does. */
  private static final int FIRST = FULL / 20;

  /** Well, and as warm as it gets. */
  public static final Standing WELL = new Standing(true, false, false, 0);

  /** Whether the endpoint goes before those that are not available. */
  public boolean available() {
    return up && !ejected;
  }

  /**
   * How much of its part the endpoint gets, in 1024ths: it grows evenly while it is warming.
   *
   * @param slowStartNanos in what time it gets all of it
   */
  public int warmth(long nowNanos, long slowStartNanos) {
    if (!warming) {
      return FULL;
    }
    long passed = nowNanos - sinceNanos;
    if (passed >= slowStartNanos) {
      return FULL;
    }
    return Math.max(FIRST, (int) (passed * (double) FULL / slowStartNanos));
  }
}
