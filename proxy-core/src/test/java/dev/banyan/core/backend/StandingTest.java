package dev.banyan.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an endpoint warms up. */
class StandingTest {
  private static final long LATE = Long.MAX_VALUE - 10;

  @ParameterizedTest
  @CsvSource({
    // passed, slow start, 1024ths
    "0, 1000, 51",
    "10, 1000, 51",
    "100, 1000, 102",
    "500, 1000, 512",
    "999, 1000, 1022",
    "1000, 1000, 1024",
    "5000, 1000, 1024",
    "0, 0, 1024",
    "43200000000000, 86400000000000, 512",
  })
  void warmthGrowsEvenly(long passed, long slowStart, int warmth) {
    assertEquals(warmth, new Standing(true, false, true, LATE).warmth(LATE + passed, slowStart));
  }

  @Test
  void anEndpointThatWasAlwaysThereIsWarm() {
    assertEquals(Standing.FULL, Standing.WELL.warmth(LATE, 1_000));
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, true",
    "true, true, false",
    "false, false, false",
    "false, true, false"
  })
  void itIsAvailableIfUpAndNotEjected(boolean up, boolean ejected, boolean available) {
    assertEquals(available, new Standing(up, ejected, false, 0).available());
  }
}
