package dev.banyan.core.http;

import java.util.Arrays;

/**
 * Where each field line of a head begins and ends: five numbers a field, in the order of the wire.
 * Confined to the thread that parses; read-only afterwards.
 */
final class FieldIndex {
  private static final int WIDTH = 5;

  private int[] slots = new int[WIDTH * 16];
  private int count;
  private long seen;

  void add(int lineStart, int nameEnd, int valueStart, int valueEnd, int known) {
    int at = count * WIDTH;
    if (at == slots.length) {
      slots = Arrays.copyOf(slots, slots.length * 2);
    }
    slots[at] = lineStart;
    slots[at + 1] = nameEnd;
    slots[at + 2] = valueStart;
    slots[at + 3] = valueEnd;
    slots[at + 4] = known;
    if (known >= 0) {
      seen |= 1L << known;
    }
    count++;
  }

  int count() {
    return count;
  }

  boolean seen(KnownField field) {
    return (seen & 1L << field.index()) != 0;
  }

  int nameStart(int i) {
    return slots[i * WIDTH];
  }

  int nameEnd(int i) {
    return slots[i * WIDTH + 1];
  }

  int valueStart(int i) {
    return slots[i * WIDTH + 2];
  }

  int valueEnd(int i) {
    return slots[i * WIDTH + 3];
  }

  /** The {@link KnownField#index()}, or -1. */
  int known(int i) {
    return slots[i * WIDTH + 4];
  }
}
