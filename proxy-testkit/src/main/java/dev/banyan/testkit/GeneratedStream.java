package dev.banyan.testkit;

import java.io.InputStream;
import java.util.Objects;

/**
 * A stream of pseudo-random bytes where the byte at each offset is a pure function of seed and
 * offset (SplitMix64). Confined to one thread.
 */
final class GeneratedStream extends InputStream {
  private final long length;
  private final long seed;
  private long offset;

  GeneratedStream(long length, long seed) {
    this.length = length;
    this.seed = seed;
  }

  @Override
  public int read() {
    return offset < length ? byteAt(seed, offset++) & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int start, int count) {
    Objects.checkFromIndexSize(start, count, target.length);
    if (count == 0) {
      return 0;
    }
    if (offset >= length) {
      return -1;
    }
    int wanted = (int) Math.min(count, length - offset);
    int done = 0;
    while (done < wanted) {
      long word = mix(seed, offset >>> 3) >>> ((offset & 7) << 3);
      int inWord = (int) Math.min(8 - (offset & 7), wanted - done);
      for (int i = 0; i < inWord; i++, word >>>= 8) {
        target[start + done++] = (byte) word;
      }
      offset += inWord;
    }
    return done;
  }

  static byte byteAt(long seed, long offset) {
    return (byte) (mix(seed, offset >>> 3) >>> ((offset & 7) << 3));
  }

  /** Returns the SplitMix64 output for one index; uniform over all 64 bits. */
  static long mix(long seed, long index) {
    long z = seed + (index + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
