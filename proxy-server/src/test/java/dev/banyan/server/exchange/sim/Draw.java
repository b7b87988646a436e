package dev.banyan.server.exchange.sim;

import java.util.SplittableRandom;

/** The random choices of one schedule: the same seed makes the same choices. */
final class Draw {
  private final SplittableRandom random;

  Draw(long seed) {
    random = new SplittableRandom(seed);
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** A number from {@code least} to {@code most}, both included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  long bits() {
    return random.nextLong();
  }

  @SafeVarargs
  final <T> T of(T... values) {
    return values[random.nextInt(values.length)];
  }

  int ofInts(int... values) {
    return values[random.nextInt(values.length)];
  }

  /** A pause in nanoseconds: mostly none or short, sometimes about {@code scale}, rarely longer. */
  long pause(long scale) {
    int kind = random.nextInt(100);
    if (kind < 35) {
      return 0;
    }
    if (kind < 65) {
      return 1 + random.nextLong(1_000_000);
    }
    if (kind < 88) {
      return 1 + random.nextLong(Math.max(1, scale / 4));
    }
    return kind < 97 ? scale * (30 + random.nextInt(80)) / 100 : scale * 3;
  }
}
