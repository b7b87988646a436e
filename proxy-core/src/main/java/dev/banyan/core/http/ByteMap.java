package dev.banyan.core.http;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hash table whose keys are looked up by a range of bytes, without making an object. Half empty
 * at least, so a look-up takes a few probes whatever the number of keys. Immutable.
 */
public final class ByteMap<V> {
  /** A key as bytes, then its value, or two nulls, for each slot. */
  private final @Nullable Object[] slots;

  private final int mask;
  private final boolean anyCase;

  private ByteMap(Map<String, V> entries, boolean anyCase) {
    int count = Integer.highestOneBit(Math.max(1, entries.size())) * 4;
    this.slots = new Object[2 * count];
    this.mask = count - 1;
    this.anyCase = anyCase;
    entries.forEach(this::put);
  }

  /** A table that compares bytes as they are; keys are characters up to U+00FF. */
  public static <V> ByteMap<V> exact(Map<String, V> entries) {
    return new ByteMap<>(entries, false);
  }

  /** A table that takes letters in any case; its keys are in lower case. */
  public static <V> ByteMap<V> anyCase(Map<String, V> entries) {
    return new ByteMap<>(entries, true);
  }

  private void put(String key, V value) {
    byte[] bytes = Ascii.bytes(key);
    int slot = slot(bytes, 0, bytes.length);
    while (slots[2 * slot] != null) {
      slot = (slot + 1) & mask;
    }
    slots[2 * slot] = bytes;
    slots[2 * slot + 1] = value;
  }

  /** The value of the key that stands in {@code bytes[start, end)}, or null. */
  public @Nullable V get(byte[] bytes, int start, int end) {
    int slot = slot(bytes, start, end);
    while (slots[2 * slot] instanceof byte[] key) {
      if (matches(key, bytes, start, end)) {
        return value(slot);
      }
      slot = (slot + 1) & mask;
    }
    return null;
  }

  @SuppressWarnings("unchecked")
  private @Nullable V value(int slot) {
    return (V) slots[2 * slot + 1];
  }

  private boolean matches(byte[] key, byte[] bytes, int start, int end) {
    return Arrays.equals(key, 0, key.length, bytes, start, end)
        || (anyCase && Ascii.equalsLower(key, bytes, start, end));
  }

  private int slot(byte[] bytes, int start, int end) {
    return ByteHash.of(bytes, start, end, anyCase) & mask;
  }
}
