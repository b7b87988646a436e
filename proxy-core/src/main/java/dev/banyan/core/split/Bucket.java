package dev.banyan.core.split;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Which of {@link Split#BUCKETS} buckets a sticky value falls into: MurmurHash3 x64 128 of salt,
 * NUL and value; its first 64 bits as an unsigned number, modulo 10,000. It is the same in every
 * process and every version. Stateless.
 */
public final class Bucket {
  /** What stands for a bucket that was not needed. */
  public static final int NONE = -1;

  private static final int SEED = 0x62616e79;

  private Bucket() {}

  /**
   * The bucket of {@code bytes[start, end)}.
   *
   * @param salt sets routes apart; empty for none
   * @return 0 to 9,999
   */
  public static int of(String salt, byte[] bytes, int start, int end) {
    byte[] salted = salt.getBytes(StandardCharsets.UTF_8);
    byte[] data = new byte[salted.length + 1 + end - start];
    System.arraycopy(salted, 0, data, 0, salted.length);
    System.arraycopy(bytes, start, data, salted.length + 1, end - start);
    return of(MurmurHash3.hash128x64(data, 0, data.length, SEED)[0]);
  }

  /** The bucket of 64 random bits or bits of a hash. */
  public static int of(long bits) {
    return (int) Long.remainderUnsigned(bits, Split.BUCKETS);
  }
}
