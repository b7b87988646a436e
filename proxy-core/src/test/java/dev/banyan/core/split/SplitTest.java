package dev.banyan.core.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which buckets new serves. */
class SplitTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, LEGACY",
    "0, 9999, LEGACY",
    "1, 0, NEW",
    "1, 1, LEGACY",
    "5000, 4999, NEW",
    "5000, 5000, LEGACY",
    "9999, 9998, NEW",
    "9999, 9999, LEGACY",
    "10000, 9999, NEW",
  })
  void newServesTheBucketsBelowTheShare(int share, int bucket, Side side) {
    assertEquals(side, new Split(share, 0).side(bucket, true));
    assertEquals(side, new Split(0, share).side(bucket, false));
    assertEquals(side, new Split(share, 10_000 - share).side(bucket, true));
  }

  @Test
  void aShareOutOfRangeIsRefused() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> new Split(0, 10_001));

    assertEquals("writes: 10001 (expected: 0 to 10000)", e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Split(-1, 0));
  }
}
