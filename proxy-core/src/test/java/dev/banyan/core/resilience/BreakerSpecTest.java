package dev.banyan.core.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long new is left alone. */
class BreakerSpecTest {
  @ParameterizedTest
  @CsvSource({
    "30s, 0, 30s",
    "30s, 1, 60s",
    "30s, 2, 120s",
    "30s, 3, 240s",
    "30s, 4, 300s",
    "30s, 5, 300s",
    "30s, 2147483647, 300s",
    "1s, 3, 8s",
    "1s, 4, 10s"
  })
  void theWaitDoublesUpToTenTimes(String openFor, int failedRounds, String wait) {
    BreakerSpec spec = openFor(Duration.parse("PT" + openFor));

    assertEquals(Duration.parse("PT" + wait).toNanos(), spec.waitNanos(failedRounds));
  }

  @ParameterizedTest
  @CsvSource({"5, 20, 100, 5", "5, 3, 100, 3", "5, 20, 4, 4"})
  void fewerDecideIfMinimumCallsOrTheWindowIsLess(
      int probes, int minimum, int window, int deciding) {
    BreakerSpec spec =
        new BreakerSpec(
            50,
            StatusSet.DEFAULT_FAILURES,
            BreakerBench.SLOW_CALL,
            80,
            window,
            null,
            minimum,
            BreakerBench.OPEN_FOR,
            probes);

    assertEquals(deciding, spec.deciding());
  }

  private static BreakerSpec openFor(Duration time) {
    return new BreakerSpec(
        50, StatusSet.DEFAULT_FAILURES, BreakerBench.SLOW_CALL, 80, 10, null, 4, time, 3);
  }
}
