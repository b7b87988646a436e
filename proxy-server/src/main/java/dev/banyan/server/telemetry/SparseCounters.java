package dev.banyan.server.telemetry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Numbered counters that only grow, with one writer and any readers. Memory is taken for eight
 * counters at a time, when one of them is first added to: 32 bits each, 64 once one needs them.
 *
 * <p>A reader sees each counter at some recent value, never torn; two counters need not be from the
 * same moment.
 */
final class SparseCounters {
  private static final int CHUNK_BITS = 3;

  /** How many counters stand together; a group that begins at a multiple takes memory by itself. */
  static final int CHUNK = 1 << CHUNK_BITS;

  private static final VarHandle CHUNKS = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

  private final @Nullable Object[] chunks;

  /**
   * Counters at 0.
   *
   * @param size how many
   */
  SparseCounters(int size) {
    chunks = new @Nullable Object[aligned(size) >> CHUNK_BITS];
  }

  /** The next multiple of {@link #CHUNK}. */
  static int aligned(int size) {
    return (size + CHUNK - 1) & -CHUNK;
  }

  /**
   * Adds to a counter. The writer only.
   *
   * @param n not below 0
   */
  void add(int cell, long n) {
    Object chunk = chunks[cell >> CHUNK_BITS];
    int at = cell & (CHUNK - 1);
    if (chunk instanceof int[] narrow) {
      long sum = narrow[at] + n;
      if (sum <= Integer.MAX_VALUE) {
        INTS.setOpaque(narrow, at, (int) sum);
      } else {
        addWide(widened(cell, narrow), at, n);
      }
    } else if (chunk != null) {
      addWide((long[]) chunk, at, n);
    } else if (n != 0) {
      CHUNKS.setRelease(chunks, cell >> CHUNK_BITS, new int[CHUNK]);
      add(cell, n);
    }
  }

  private static void addWide(long[] wide, int at, long n) {
    LONGS.setOpaque(wide, at, wide[at] + n);
  }

  private long[] widened(int cell, int[] narrow) {
    long[] wide = new long[CHUNK];
    for (int i = 0; i < CHUNK; i++) {
      wide[i] = narrow[i];
    }
    CHUNKS.setRelease(chunks, cell >> CHUNK_BITS, wide);
    return wide;
  }

  /** The value of a counter. Any thread. */
  long read(int cell) {
    Object chunk = CHUNKS.getAcquire(chunks, cell >> CHUNK_BITS);
    int at = cell & (CHUNK - 1);
    if (chunk instanceof int[] narrow) {
      return (int) INTS.getOpaque(narrow, at);
    }
    return chunk == null ? 0 : (long) LONGS.getOpaque((long[]) chunk, at);
  }

  /** Adds all counters to {@code sums}, whose length is the aligned size. Any thread. */
  void addTo(long[] sums) {
    for (int i = 0; i < chunks.length; i++) {
      Object chunk = CHUNKS.getAcquire(chunks, i);
      int base = i << CHUNK_BITS;
      if (chunk instanceof int[] narrow) {
        for (int at = 0; at < CHUNK; at++) {
          sums[base + at] += (int) INTS.getOpaque(narrow, at);
        }
      } else if (chunk != null) {
        for (int at = 0; at < CHUNK; at++) {
          sums[base + at] += (long) LONGS.getOpaque((long[]) chunk, at);
        }
      }
    }
  }
}
