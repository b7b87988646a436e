package dev.banyan.core.http;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/** Which oddities the answers of a backend may have. Immutable. */
public final class Leniency {
  /** Answers are read strictly. */
  public static final Leniency NONE = new Leniency(0);

  private final int bits;

  private Leniency(int bits) {
    this.bits = bits;
  }

  /** These oddities. */
  public static Leniency of(Collection<Oddity> oddities) {
    int bits = 0;
    for (Oddity oddity : oddities) {
      bits |= oddity.bit();
    }
    return bits == 0 ? NONE : new Leniency(bits);
  }

  /** Whether an answer may have this oddity. */
  public boolean allows(Oddity oddity) {
    return (bits & oddity.bit()) != 0;
  }

  /** Whether answers are read strictly. */
  public boolean isNone() {
    return bits == 0;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Leniency other && bits == other.bits;
  }

  @Override
  public int hashCode() {
    return bits;
  }

  @Override
  public String toString() {
    return Arrays.stream(Oddity.values())
        .filter(this::allows)
        .map(Oddity::label)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
