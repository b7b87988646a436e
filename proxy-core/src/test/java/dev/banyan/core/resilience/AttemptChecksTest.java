package dev.banyan.core.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before an attempt at new, and in which order. */
class AttemptChecksTest {
  private final BreakerBench bench = new BreakerBench(BreakerBench.SPEC);

  /** Says what it was told to say, and notes what it was asked. */
  private static final class Told implements AttemptChecks {
    private final List<String> asked = new ArrayList<>();
    private final boolean place;
    private final boolean permit;
    private final boolean down;

    Told(boolean place, boolean permit, boolean down) {
      this.place = place;
      this.permit = permit;
      this.down = down;
    }

    @Override
    public boolean hasPlace() {
      asked.add("place");
      return place;
    }

    @Override
    public boolean isPermitted(RouteBreaker breaker) {
      asked.add("permit");
      return permit;
    }

    @Override
    public boolean allDown() {
      asked.add("endpoints");
      return down;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true,  true,  false, true,  ,               place permit endpoints",
    "true,  true,  false, false, ,               place permit endpoints",
    "true,  true,  true,  true,  NO_ENDPOINT,    place permit endpoints",
    "true,  true,  true,  false, ,               place permit endpoints",
    "true,  false, false, true,  BREAKER_OPEN,   place permit",
    "true,  false, true,  false, BREAKER_OPEN,   place permit",
    "false, true,  false, true,  IN_FLIGHT_FULL, place",
    "false, false, true,  false, IN_FLIGHT_FULL, place"
  })
  void theFirstThatIsAgainstItDecidesAndNothingBehindItIsTaken(
      boolean place,
      boolean permit,
      boolean down,
      boolean fallback,
      FailureKind refusal,
      String asked) {
    Told told = new Told(place, permit, down);

    assertEquals(refusal, told.refusal(bench.breaker, false, fallback));
    assertEquals(asked, String.join(" ", told.asked));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatAnOverrideChoseTakesNoPermitAndPassesAClosedBreakerOnly(boolean permit) {
    Told told = new Told(true, permit, false);

    assertNull(told.refusal(bench.breaker, true, true));
    bench.openAndWait(true);
    assertEquals(FailureKind.BREAKER_OPEN, told.refusal(bench.breaker, true, true));
    assertEquals("place endpoints place", String.join(" ", told.asked));
  }

  @Test
  void withoutABreakerNoPermitIsTaken() {
    Told told = new Told(true, false, false);

    assertNull(told.refusal(null, false, true));
    assertNull(told.refusal(null, true, true));
    assertEquals("place endpoints place endpoints", String.join(" ", told.asked));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void whetherThereIsAPlaceIsWhatTakingOneSays(int max) {
    InFlightLimit limit = new InFlightLimit();
    for (int i = 0; i < 5; i++) {
      assertEquals(max == 0 || i < max, limit.hasPlace(max));
      assertEquals(limit.hasPlace(max), limit.tryAcquire(max));
    }
  }
}
