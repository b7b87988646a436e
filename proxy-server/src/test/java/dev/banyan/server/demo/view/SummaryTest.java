package dev.banyan.server.demo.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.demo.load.Scorebook.PhaseReading;
import dev.banyan.server.demo.load.Tally;
import dev.banyan.server.demo.shop.Fault;
import dev.banyan.server.demo.view.Summary.RouteSum;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void saysWhatEachFaultCost() {
    Tally.Reading healthy = reading(40, 20, 0, 0, Map.of());
    Tally.Reading hang = reading(60, 0, 3, 0, Map.of("504", 3));
    Summary summary =
        new Summary(
            Duration.ofMillis(12_340),
            List.of(
                new RouteSum("catalog", hang, 2, 1, Duration.ofMillis(730)),
                new RouteSum("search", healthy, 0, 0, null)),
            List.of(
                new PhaseReading(null, Duration.ofMillis(5_000), healthy, 0),
                new PhaseReading(Fault.HANG, Duration.ofMillis(7_340), hang, 12)),
            reading(100, 20, 3, 0, Map.of("504", 3)),
            0.01);

    assertEquals(
        """
        In 12.3 s clients sent 123 requests: new answered 20, legacy 100, nobody 3.

                      answered by         client errors         breaker
        route        legacy     new  forbidden unavoidable  opened closed  fastest
        catalog          60       0          0           3       2      1    0.7 s
        search           40      20          0           0       0      0        -

                      answered by         client errors         requests   p99 of
        new was      legacy     new  forbidden unavoidable  rescued   for  clients
        healthy          40      20          0           0        0  5.0 s    25 ms
        hang             60       0          0           3       12  7.3 s    25 ms  3x 504

        PASSED: no forbidden error, no write done twice; unavoidable errors: 3.
        """,
        String.join("\n", summary.lines()) + "\n");
    assertTrue(summary.kept());
  }

  @Test
  void aForbiddenErrorIsAFailure() {
    Summary summary = summary(reading(10, 5, 0, 2, Map.of("500", 2)), 0);

    assertFalse(summary.kept());
    assertEquals(
        "FAILED: 2 errors that clients should not have seen; 0 writes were done twice.",
        last(summary));
  }

  @Test
  void noRequestProvesNothing() {
    Summary summary = summary(Tally.Reading.NONE, 0);

    assertFalse(summary.kept());
    assertEquals("FAILED: no request was sent.", last(summary));
  }

  @Test
  void noErrorAtAllIsSaid() {
    assertEquals(
        "PASSED: no client saw an error, and no write was done twice.",
        last(summary(reading(10, 5, 0, 0, Map.of()), 0)));
  }

  @Test
  void aBusyMachineIsMentioned() {
    Tally.Reading reading = reading(10, 5, 0, 0, Map.of());
    String busy =
        "This machine was busy with other things: who wanted to run waited 34% of the time.";

    assertTrue(summary(reading, 0.34).lines().contains(busy));
    assertFalse(summary(reading, 0.05).lines().contains(busy));
  }

  private static Summary summary(Tally.Reading total, double lateness) {
    return new Summary(Duration.ofSeconds(3), List.of(), List.of(), total, lateness);
  }

  private static String last(Summary summary) {
    return summary.lines().get(summary.lines().size() - 1);
  }

  private static Tally.Reading reading(
      long byLegacy, long byNew, long allowed, long forbidden, Map<String, Integer> errors) {
    long requests = byLegacy + byNew + allowed + forbidden;
    return new Tally.Reading(
        requests, byLegacy, byNew, allowed, forbidden, 0, Duration.ofMillis(25), errors);
  }
}
