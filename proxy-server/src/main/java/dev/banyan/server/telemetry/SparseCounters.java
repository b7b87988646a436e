package dev.banyan.server.telemetry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Numbered counters that only grow, with one writer and any readers. Memory is taken for eight
 * counters at a time, when one of them is first added to: 32 bits each, 64 once one of all needs
 * them. The last few counters have 64 bits from the start.
 *
 * <p>A reader sees each counter at some recent value, never torn; two counters need not be from the
 * same moment.
 */
final class SparseCounters {
  private static final int CHUNK_BITS = 3;

  /** How many counters stand together; a group that begins at a multiple takes memory by itself. */
  static final int CHUNK = 1 << CHUNK_BITS;

  private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(byte[].class);
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle CELLS = cellsHandle();

  /** For each chunk its number in {@link #cells}, counted from 1; 0 if it has no memory. */
  private final byte[] slots;

  private final long[] wide;

  /** The chunks that have memory: an {@code int[]}, or a {@code long[]} once one needs it. */
  private Object cells = new int[0];

  private int used;

  /**
   * Counters at 0.
   *
   * @param sparse how many take memory when they are needed, a multiple of {@link #CHUNK} and at
   *     most 1,000
   * @param wide how many stand behind them that have 64 bits from the start
   */
  SparseCounters(int sparse, int wide) {
    this.slots = new byte[sparse >> CHUNK_BITS];
    this.wide = new long[wide];
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
    int behind = cell - (slots.length << CHUNK_BITS);
    if (behind >= 0) {
      addWide(wide, behind, n);
      return;
    }
    int slot = slots[cell >> CHUNK_BITS];
    if (slot == 0) {
      slot = take(cell >> CHUNK_BITS);
    }
    int at = ((slot - 1) << CHUNK_BITS) + (cell & (CHUNK - 1));
    if (cells instanceof int[] narrow) {
      long sum = narrow[at] + n;
      if (sum <= Integer.MAX_VALUE) {
        INTS.setOpaque(narrow, at, (int) sum);
        return;
      }
      widen(narrow);
    }
    addWide((long[]) cells, at, n);
  }

  private static void addWide(long[] cells, int at, long n) {
    LONGS.setOpaque(cells, at, cells[at] + n);
  }

  /** Takes memory for a chunk: a reader that sees its slot sees its cells. */
  private int take(int chunk) {
    used++;
    int size = used << CHUNK_BITS;
    Object grown =
        cells instanceof int[] narrow
            ? Arrays.copyOf(narrow, size)
            : Arrays.copyOf((long[]) cells, size);
    CELLS.setRelease(this, grown);
    SLOTS.setRelease(slots, chunk, (byte) used);
    return used;
  }

  private void widen(int[] narrow) {
    long[] widened = new long[narrow.length];
    for (int i = 0; i < narrow.length; i++) {
      widened[i] = narrow[i];
    }
    CELLS.setRelease(this, widened);
  }

  /** Adds all counters to {@code sums}, at the same places. Any thread. */
  void addTo(long[] sums) {
    for (int chunk = 0; chunk < slots.length; chunk++) {
      int slot = (byte) SLOTS.getAcquire(slots, chunk);
      if (slot != 0) {
        addChunk((slot - 1) << CHUNK_BITS, sums, chunk << CHUNK_BITS);
      }
    }
    int base = slots.length << CHUNK_BITS;
    for (int i = 0; i < wide.length; i++) {
      sums[base + i] += (long) LONGS.getOpaque(wide, i);
    }
  }

  private void addChunk(int from, long[] sums, int to) {
    Object current = CELLS.getAcquire(this);
    for (int i = 0; i < CHUNK; i++) {
      sums[to + i] +=
          current instanceof int[] narrow
              ? (int) INTS.getOpaque(narrow, from + i)
              : (long) LONGS.getOpaque((long[]) current, from + i);
    }
  }

  private static VarHandle cellsHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(SparseCounters.class, "cells", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
