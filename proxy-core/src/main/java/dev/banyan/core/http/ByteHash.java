package dev.banyan.core.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A quick hash of a range of bytes, eight at a time. Not for keys that a client adds. Stateless.
 */
final class ByteHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long CASE_BITS = 0x2020202020202020L;
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private ByteHash() {}

  /**
   * The hash of {@code bytes[start, end)}.
   *
   * @param anyCase whether ranges that differ in the case of letters have the same hash
   */
  static int of(byte[] bytes, int start, int end, boolean anyCase) {
    long fold = anyCase ? CASE_BITS : 0;
    long hash = (long) end - start;
    int at = start;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      hash = mix(hash, (long) LONG.get(bytes, at) | fold);
    }
    if (at < end) {
      hash = mix(hash, tail(bytes, at, end) | fold);
    }
    return (int) (hash ^ hash >>> 32);
  }

  private static long mix(long hash, long word) {
    long mixed = (hash ^ word) * FACTOR;
    return mixed ^ mixed >>> 29;
  }

  /** The last one to seven bytes as a number. */
  private static long tail(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length >= Integer.BYTES) {
      long first = (int) INT.get(bytes, start);
      long last = (int) INT.get(bytes, end - Integer.BYTES);
      return first << 32 | (last & 0xffffffffL);
    }
    return (bytes[start] & 0xff)
        | (bytes[start + (length >> 1)] & 0xff) << 8
        | (bytes[end - 1] & 0xff) << 16;
  }
}
