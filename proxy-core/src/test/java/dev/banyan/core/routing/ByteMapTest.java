package dev.banyan.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.banyan.core.http.Ascii;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
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
  void caseCountsOrDoesNot() {
    Map<String, Integer> entries = Map.of("ab", 1, "a\u00e4", 2, "", 3);

    assertNull(get(ByteMap.exact(entries), "aB"));
    assertEquals(1, get(ByteMap.anyCase(entries), "aB"));
    assertEquals(2, get(ByteMap.anyCase(entries), "A\u00e4"));
    assertNull(get(ByteMap.anyCase(entries), "a\u00c4"));
    assertEquals(3, get(ByteMap.exact(entries), ""));
  }
}
