package dev.banyan.testkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Inputs that are like those of a corpus, but for a few bytes. Confined to one thread. */
final class Damage {
  /** How many are made in a build. */
  static final int ROUNDS = 20_000;

  private static final byte[] ODD =
      "\r\n\t :;,=./\\%\"#?@[]*-_+\u0000\u000b\u007f\u0085\u00a0\u00ff09afAZ"
          .getBytes(StandardCharsets.ISO_8859_1);

  private final List<byte[]> inputs;
  private final SplittableRandom random;

  Damage(List<byte[]> inputs, SplittableRandom random) {
    this.inputs = inputs;
    this.random = random;
  }

  byte[] next() {
    byte[] input = pick();
    for (int hits = random.nextInt(1, 5); hits > 0; hits--) {
      int at = random.nextInt(input.length + 1);
      int end = Math.min(input.length, at + random.nextInt(1, 9));
      byte[] odd = {ODD[random.nextInt(ODD.length)]};
      input =
          switch (random.nextInt(5)) {
            case 0 -> replaced(input, at, Math.min(input.length, at + 1), odd);
            case 1 -> replaced(input, at, at, odd);
            case 2 -> replaced(input, at, end, new byte[0]);
            case 3 -> replaced(input, end, end, Arrays.copyOfRange(input, at, end));
            default -> replaced(input, at, at, part(pick()));
          };
    }
    return input;
  }

  private byte[] pick() {
    return inputs.get(random.nextInt(inputs.size()));
  }

  private byte[] part(byte[] other) {
    int from = random.nextInt(other.length + 1);
    return Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(40)));
  }

  private static byte[] replaced(byte[] input, int from, int to, byte[] by) {
    byte[] result = Arrays.copyOf(input, input.length - (to - from) + by.length);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(input, to, result, from + by.length, input.length - to);
    return result;
  }
}
