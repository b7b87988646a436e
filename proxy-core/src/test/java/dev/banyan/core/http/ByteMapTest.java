package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Look-up by a range of bytes. */
class ByteMapTest {
  private static <V> V get(ByteMap<V> map, String key) {
    byte[] bytes = Ascii.bytes("<" + key + ">");
    return map.get(bytes, 1, bytes.length - 1);
  }

  @Test
  void itHoldsWhatAMapHolds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int size : new int[] {0, 1, 2, 3, 100, 5_000}) {
      Map<String, Integer> entries = new HashMap<>();
      for (int i = 0; i < size; i++) {
        entries.put(Integer.toString(random.nextInt(size * 2), 2 + random.nextInt(30)), i);
      }
      ByteMap<Integer> map = ByteMap.exact(entries);
      entries.forEach((key, value) -> assertEquals(value, get(map, key), () -> "seed " + seed));
      for (int i = 0; i < 1_000; i++) {
        String key = Integer.toString(random.nextInt(10_000), 36);
        assertEquals(entries.get(key), get(map, key), () -> "seed " + seed);
      }
    }
  }

  @Test
  void theHashIsOfTheRangeAloneAndSpreads() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Set<Integer> slots = new HashSet<>();
    for (int i = 0; i < 4_096; i++) {
      String key = "route-" + "x".repeat(random.nextInt(12)) + i;
      byte[] bytes = Ascii.bytes(random.nextInt() + key + random.nextInt());
      int start = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("route");
      int hash = ByteHash.of(bytes, start, start + key.length(), false);
      assertEquals(
          ByteHash.of(Ascii.bytes(key), 0, key.length(), false), hash, () -> "seed " + seed);
      slots.add(hash & 8_191);
    }
    assertTrue(slots.size() > 3_000, () -> slots.size() + " slots of 4096 keys, seed " + seed);
  }

  @Test
  void theHashOfAnyCaseIgnoresCase() {
    for (int length = 0; length < 40; length++) {
      String key = "shop-1.example-shop-2.example-shop-3.example".substring(0, length);
      byte[] upper = Ascii.bytes(key.toUpperCase(Locale.ROOT));
      assertEquals(
          ByteHash.of(Ascii.bytes(key), 0, length, true), ByteHash.of(upper, 0, length, true));
    }
  }

  @Test
  void caseCountsOrDoesNot() {
    Map<String, Integer> entries = Map.of("ab", 1, "a\u00e4", 2, "", 3);

    assertNull(get(ByteMap.exact(entries), "aB"));
    assertEquals(1, get(ByteMap.anyCase(entries), "aB"));
    assertEquals(2, get(ByteMap.anyCase(entries), "A\u00e4"));
    assertNull(get(ByteMap.anyCase(entries), "a\u00c4"));
    assertEquals(3, get(ByteMap.exact(entries), ""));
  }
}
