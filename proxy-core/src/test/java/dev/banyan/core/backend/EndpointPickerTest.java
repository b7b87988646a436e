package dev.banyan.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which endpoint an attempt takes. Bit i of a mask stands for endpoint i. */
class EndpointPickerTest {
  private static final int DRAWS = 2_000;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  /** The endpoints that are picked at all, all of them idle. */
  private long picked(int count, long tried, long healthy) {
    long picked = 0;
    for (int i = 0; i < DRAWS; i++) {
      int at =
          EndpointPicker.pick(
              count, tried, each -> (healthy >> each & 1) == 1, each -> 0, random.nextLong());
      assertTrue(at >= EndpointPicker.NONE && at < count, "seed " + seed);
      picked |= at == EndpointPicker.NONE ? 0 : 1L << at;
    }
    return picked;
  }

  @ParameterizedTest
  @CsvSource({
    // count, tried, healthy, picked
    "1, 0, 1, 1",
    "1, 0, 0, 1",
    "1, 1, 1, 0",
    "3, 0, 7, 7",
    "3, 0, 5, 5",
    "3, 0, 0, 7",
    "3, 1, 7, 6",
    "3, 1, 1, 6",
    "3, 5, 7, 2",
    "3, 7, 7, 0",
    "3, 2, 6, 4",
    "0, 0, 0, 0",
    "64, 0, -1, -1",
    "64, -2, -1, 1",
    "64, 9223372036854775807, 0, -9223372036854775808",
  })
  void healthyOnesThatWereNotTriedComeFirst(int count, long tried, long healthy, long picked) {
    assertEquals(picked, picked(count, tried, healthy));
  }

  @Test
  void ofTwoTheOneWithLessToDoIsTaken() {
    for (int i = 0; i < DRAWS; i++) {
      assertEquals(
          1,
          EndpointPicker.pick(2, 0, each -> true, each -> each == 1 ? 3 : 4, random.nextLong()),
          () -> "seed " + seed);
    }
  }

  @Test
  void theBusiestOfManyIsNeverTaken() {
    for (int i = 0; i < DRAWS; i++) {
      int at = EndpointPicker.pick(5, 0, each -> true, each -> each, random.nextLong());
      assertTrue(at < 4, () -> "seed " + seed);
    }
  }

  @Test
  void equalOnesShareTheLoad() {
    int[] taken = new int[4];
    for (int i = 0; i < 10 * DRAWS; i++) {
      taken[EndpointPicker.pick(4, 0, each -> true, each -> 0, random.nextLong())]++;
    }
    for (int each : taken) {
      assertEquals(
          2.5 * DRAWS, each, 6 * Math.sqrt(10 * DRAWS * 0.25 * 0.75), () -> "seed " + seed);
    }
  }
}
