package dev.banyan.core.routing;

import dev.banyan.core.http.Ascii;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hash table whose keys are looked up by a range of bytes, without making an object. Half empty
 * at least, so a look-up takes a few probes whatever the number of keys. Immutable.
 */
final class ByteMap<V> {
  private final byte[][] keys;
  private final @Nullable Object[] values;
  private final int mask;
  private final boolean anyCase;

  private ByteMap(Map<String, V> entries, boolean anyCase) {
    int slots = Integer.highestOneBit(Math.max(1, entries.size())) * 4;
    this.keys = new byte[slots][];
    this.values = new Object[slots];
    this.mask = slots - 1;
    this.anyCase = anyCase;
    entries.forEach(this::put);
  }

  /** A table that compares bytes as they are; keys are characters up to U+00FF. */
  static <V> ByteMap<V> exact(Map<String, V> entries) {
    return new ByteMap<>(entries, false);
  }

  /** A table that takes letters in any case; its keys are in lower case. */
  static <V> ByteMap<V> anyCase(Map<String, V> entries) {
    return new ByteMap<>(entries, true);
  }

  private void put(String key, V value) {
    byte[] bytes = Ascii.bytes(key);
    int slot = slot(bytes, 0, bytes.length);
    while (values[slot] != null) {
      slot = (slot + 1) & mask;
    }
    keys[slot] = bytes;
    values[slot] = value;
  }

  /** The value of the key that stands in {@code bytes[start, end)}, or null. */
  @Nullable V get(byte[] bytes, int start, int end) {
    int slot = slot(bytes, start, end);
    while (values[slot] != null) {
      if (matches(keys[slot], bytes, start, end)) {
        return value(slot);
      }
      slot = (slot + 1) & mask;
    }
    return null;
  }

  @SuppressWarnings("unchecked")
  private @Nullable V value(int slot) {
    return (V) values[slot];
  }

  private boolean matches(byte[] key, byte[] bytes, int start, int end) {
    return anyCase
        ? Ascii.equalsLower(key, bytes, start, end)
        : Arrays.equals(key, 0, key.length, bytes, start, end);
  }

  private int slot(byte[] bytes, int start, int end) {
    int hash = end - start;
    if (anyCase) {
      for (int i = start; i < end; i++) {
        hash = hash * 31 + Ascii.lower(bytes[i]);
      }
    } else {
      for (int i = start; i < end; i++) {
        hash = hash * 31 + bytes[i];
      }
    }
    hash *= 0x9E3779B1;
    return (hash ^ hash >>> 16) & mask;
  }
}
