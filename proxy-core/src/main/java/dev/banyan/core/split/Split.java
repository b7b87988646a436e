package dev.banyan.core.split;

/**
 * What part of the buckets new serves, for reads and for writes. Immutable.
 *
 * @param reads buckets of reads served by new, 0 to 10,000: hundredths of a percent
 * @param writes buckets of writes served by new, 0 to 10,000
 */
public record Split(int reads, int writes) {
  /** How many buckets there are. */
  public static final int BUCKETS = 10_000;

  /** Everything stays on legacy. */
  public static final Split NONE = new Split(0, 0);

  /** Checks the ranges. */
  public Split {
    check("reads", reads);
    check("writes", writes);
  }

  /** The share that applies to a request. */
  public int share(boolean read) {
    return read ? reads : writes;
  }

  /** The side that serves {@code bucket}: new those below the share. */
  public Side side(int bucket, boolean read) {
    return bucket < share(read) ? Side.NEW : Side.LEGACY;
  }

  private static void check(String name, int share) {
    if (share < 0 || share > BUCKETS) {
      throw new IllegalArgumentException(name + ": " + share + " (expected: 0 to " + BUCKETS + ")");
    }
  }
}
