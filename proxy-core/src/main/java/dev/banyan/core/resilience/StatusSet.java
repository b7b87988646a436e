package dev.banyan.core.resilience;

import java.util.BitSet;

/** A set of status codes from 100 to 599. Immutable. */
public final class StatusSet {
  /** The statuses of new that the breaker counts as failures: 5xx but 501 and 505. */
  public static final StatusSet DEFAULT_FAILURES = range(500, 599).without(501, 505);

  /** The statuses of new that send a request to legacy. */
  public static final StatusSet DEFAULT_FALLBACK = of(500, 502, 503, 504);

  private final BitSet codes;

  private StatusSet(BitSet codes) {
    this.codes = codes;
  }

  /** The set of these codes. */
  public static StatusSet of(int... codes) {
    BitSet bits = new BitSet();
    for (int code : codes) {
      bits.set(checked(code));
    }
    return new StatusSet(bits);
  }

  /** The set of all codes from {@code first} to {@code last}, both included. */
  public static StatusSet range(int first, int last) {
    BitSet bits = new BitSet();
    bits.set(checked(first), checked(last) + 1);
    return new StatusSet(bits);
  }

  /** This set with the codes of another. */
  public StatusSet with(StatusSet other) {
    BitSet bits = (BitSet) codes.clone();
    bits.or(other.codes);
    return new StatusSet(bits);
  }

  /** This set less some codes. */
  public StatusSet without(int... left) {
    BitSet bits = (BitSet) codes.clone();
    for (int code : left) {
      bits.clear(code);
    }
    return new StatusSet(bits);
  }

  /** Whether {@code status} is in the set. */
  public boolean contains(int status) {
    return codes.get(status);
  }

  private static int checked(int code) {
    if (code < 100 || code > 599) {
      throw new IllegalArgumentException("status: " + code + " (expected: 100 to 599)");
    }
    return code;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StatusSet set && codes.equals(set.codes);
  }

  @Override
  public int hashCode() {
    return codes.hashCode();
  }

  @Override
  public String toString() {
    return codes.toString();
  }
}
