package dev.banyan.core.backend;

import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Picks the endpoint of an attempt: of two drawn at random, the one with less to do. Endpoints that
 * this exchange already failed on are left out; unhealthy ones are taken only when no other is
 * left, so that health orders endpoints and never empties a backend. Stateless.
 */
public final class EndpointPicker {
  /** The answer when every endpoint was already tried. */
  public static final int NONE = -1;

  private EndpointPicker() {}

  /**
   * Picks one of {@code count} endpoints.
   *
   * @param count how many there are, at most 64
   * @param tried a bit for each endpoint that this exchange must not take again
   * @param healthy whether an endpoint is thought to be well
   * @param load how much an endpoint has to do
   * @param entropy any random bits
   * @return the index, or {@link #NONE}
   */
  public static int pick(
      int count, long tried, IntPredicate healthy, IntUnaryOperator load, long entropy) {
    if (count == 1) {
      return (tried & 1) == 0 ? 0 : NONE;
    }
    long well = 0;
    long left = 0;
    for (int i = 0; i < count; i++) {
      if ((tried & 1L << i) == 0) {
        left |= 1L << i;
        well |= healthy.test(i) ? 1L << i : 0;
      }
    }
    return lighterOfTwo(well == 0 ? left : well, load, entropy);
  }

  private static int lighterOfTwo(long candidates, IntUnaryOperator load, long entropy) {
    int count = Long.bitCount(candidates);
    if (count == 0) {
      return NONE;
    }
    int first = nth(candidates, (int) Long.remainderUnsigned(entropy, count));
    if (count == 1) {
      return first;
    }
    long others = candidates & ~(1L << first);
    int second = nth(others, (int) Long.remainderUnsigned(entropy >>> 32, count - 1));
    return load.applyAsInt(second) < load.applyAsInt(first) ? second : first;
  }

  private static int nth(long bits, int n) {
    long rest = bits;
    for (int i = 0; i < n; i++) {
      rest &= rest - 1;
    }
    return Long.numberOfTrailingZeros(rest);
  }
}
