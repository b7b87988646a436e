package dev.banyan.core.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For how long an endpoint is left alone. */
class EjectionSpecTest {
  @ParameterizedTest
  @CsvSource({
    // first, longest, times before, seconds
    "10, 300, 0, 10",
    "10, 300, 1, 20",
    "10, 300, 4, 160",
    "10, 300, 5, 300",
    "10, 300, 31, 300",
    "10, 300, 32, 300",
    "10, 300, 62, 300",
    "10, 300, 64, 300",
    "10, 300, 2147483647, 300",
    "10, 10, 3, 10",
    "60, 10, 0, 10",
    "1, 86400, 16, 65536",
    "1, 86400, 17, 86400",
  })
  void eachTimeTwiceAsLongUpToABound(int first, int longest, int times, long seconds) {
    EjectionSpec spec = new EjectionSpec(1, Duration.ofSeconds(first), Duration.ofSeconds(longest));

    assertEquals(Duration.ofSeconds(seconds).toNanos(), spec.nanos(times));
  }
}
