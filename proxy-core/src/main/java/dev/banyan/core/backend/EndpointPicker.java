package dev.banyan.core.backend;

/**
 * Picks the endpoint of an attempt: of two drawn at random, the one with less to do. Endpoints that
 * this exchange already failed on are left out; those that are not well are taken only when no
 * other is left, so that health orders endpoints and never empties a backend. Stateless.
 *
 * <p>An endpoint that is warming up gives way to the other of the two as often as it is colder. So
 * it has its part of the load in proportion to its warmth, and all of the load if it is alone.
 */
public final class EndpointPicker {
  /** The answer when every endpoint was already tried. */
  public static final int NONE = -1;

  private static final long SCATTER = 0x9E3779B97F4A7C15L;
  private static final int DRAW_BITS = 20;

  private EndpointPicker() {}

  /** The endpoints to pick from, by their number. */
  public interface Candidates {
    /** Whether an endpoint is thought to be well. */
    boolean well(int endpoint);

    /** How much an endpoint has to do. */
    int load(int endpoint);

    /** How much of its part an endpoint should have: 1 to {@link Standing#FULL}. */
    int warmth(int endpoint);
  }

  /**
   * Picks one of {@code count} endpoints.
   *
   * @param count how many there are, at most 64
   * @param tried a bit for each endpoint that this exchange must not take again
   * @param entropy any random bits
   * @return the index, or {@link #NONE}
   */
  public static int pick(int count, long tried, Candidates candidates, long entropy) {
    if (count == 1) {
      return (tried & 1) == 0 ? 0 : NONE;
    }
    long well = 0;
    long left = 0;
    for (int i = 0; i < count; i++) {
      if ((tried & 1L << i) == 0) {
        left |= 1L << i;
        well |= candidates.well(i) ? 1L << i : 0;
      }
    }
    return lighterOfTwo(well == 0 ? left : well, candidates, entropy);
  }

  private static int lighterOfTwo(long bits, Candidates candidates, long entropy) {
    int count = Long.bitCount(bits);
    if (count == 0) {
      return NONE;
    }
    int first = nth(bits, (int) Long.remainderUnsigned(entropy, count));
    if (count == 1) {
      return first;
    }
    long others = bits & ~(1L << first);
    int second = nth(others, (int) Long.remainderUnsigned(entropy >>> 32, count - 1));
    boolean secondIsLighter = candidates.load(second) < candidates.load(first);
    return secondIsLighter
        ? warmer(second, first, candidates, entropy)
        : warmer(first, second, candidates, entropy);
  }

  /** The lighter one, or the other one as often as that is warmer. */
  private static int warmer(int lighter, int other, Candidates candidates, long entropy) {
    int warmth = candidates.warmth(lighter);
    if (warmth == Standing.FULL) {
      return lighter;
    }
    long draw = (entropy * SCATTER) >>> (Long.SIZE - DRAW_BITS);
    return draw * candidates.warmth(other) < ((long) warmth << DRAW_BITS) ? lighter : other;
  }

  private static int nth(long bits, int n) {
    long rest = bits;
    for (int i = 0; i < n; i++) {
      rest &= rest - 1;
    }
    return Long.numberOfTrailingZeros(rest);
  }
}
