package dev.banyan.core.resilience;

import static dev.banyan.core.resilience.BreakerBench.FAST;
import static dev.banyan.core.resilience.BreakerBench.OPEN_FOR;
import static dev.banyan.core.resilience.BreakerBench.SPEC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may probe an open breaker, and what closes it. */
class ProbesTest {
  private final BreakerBench bench = new BreakerBench(SPEC);
  private final RouteBreaker breaker = bench.breaker;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void probesComeFromTheKindThatOpenedIt(boolean byReads) {
    bench.openAndWait(byReads);

    assertNull(breaker.tryAcquire(!byReads, true));
    assertEquals(BreakerState.OPEN, breaker.state());
    assertNotNull(breaker.tryAcquire(byReads, true));
    assertEquals(BreakerState.HALF_OPEN, breaker.state());
    assertNull(breaker.tryAcquire(!byReads, true));
  }

  @Test
  void onlyRequestsThatCouldStillFallBackAreProbes() {
    bench.openAndWait(true);

    assertNull(breaker.tryAcquire(true, false));
    assertNotNull(breaker.tryAcquire(true, true));
    assertNull(breaker.tryAcquire(true, false));
  }

  @Test
  void asManyAsProbesAreSentAtOneTime() {
    bench.openAndWait(true);
    for (int i = 0; i < SPEC.probes(); i++) {
      assertNotNull(breaker.tryAcquire(true, true));
    }

    assertNull(breaker.tryAcquire(true, true));
  }

  @Test
  void whoAskedBeforeTheBreakerOpenedAnewTakesNoProbeOfLater() {
    bench.openAndWait(true);
    BreakerPermit early = bench.take(true);
    bench.atNextLook(() -> {
      bench.fail(true, SPEC.probes() - 1);
      early.failed(FAST);
      bench.pass(OPEN_FOR.plusNanos(1));
      bench.take(true).released();
    });

    assertNull(breaker.tryAcquire(true, true));
    for (int i = 0; i < SPEC.probes(); i++) {
      assertNotNull(breaker.tryAcquire(true, true));
    }
  }

  @Test
  void thatProbingBeginsIsToldOnce() {
    bench.openAndWait(true);
    bench.take(true).released();
    bench.take(true).released();

    assertEquals(List.of("CLOSED to OPEN by reads", "OPEN to HALF_OPEN by reads"), bench.changes);
  }

  @Test
  void aReleasedProbeMakesRoomForAnother() {
    bench.openAndWait(true);
    for (int i = 0; i < 20; i++) {
      bench.take(true).released();
    }
    bench.succeed(true, SPEC.probes());

    assertEquals(BreakerState.CLOSED, breaker.state());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void probesThatSucceedCloseItWithEmptyWindows(boolean byReads) {
    bench.succeed(!byReads, 5);
    bench.openAndWait(byReads);
    bench.succeed(byReads, SPEC.probes());

    assertEquals(BreakerState.CLOSED, breaker.state());
    assertEquals(0, bench.recorded(true).getNumberOfBufferedCalls());
    assertEquals(0, bench.recorded(false).getNumberOfBufferedCalls());
    String by = byReads ? " by reads" : " by writes";
    assertEquals(
        List.of("CLOSED to OPEN" + by, "OPEN to HALF_OPEN" + by, "HALF_OPEN to CLOSED" + by),
        bench.changes);
  }

  @Test
  void probesThatFailOpenItAgainForOpenFor() {
    bench.openAndWait(true);
    bench.succeed(true, 1);
    bench.fail(true, 2);
    assertEquals(BreakerState.OPEN, breaker.state());
    bench.pass(OPEN_FOR.minusNanos(1));
    assertNull(breaker.tryAcquire(true, true));
    bench.pass(Duration.ofNanos(2));
    bench.succeed(true, SPEC.probes());

    assertEquals(BreakerState.CLOSED, breaker.state());
    assertEquals(
        List.of(
            "CLOSED to OPEN by reads",
            "OPEN to HALF_OPEN by reads",
            "HALF_OPEN to OPEN by reads",
            "OPEN to HALF_OPEN by reads",
            "HALF_OPEN to CLOSED by reads"),
        bench.changes);
  }

  @Test
  void halfOpenHasNoTimeLimit() {
    bench.openAndWait(true);
    BreakerPermit probe = bench.take(true);
    bench.pass(Duration.ofDays(1));
    assertEquals(BreakerState.HALF_OPEN, breaker.state());
    bench.succeed(true, SPEC.probes() - 1);
    probe.succeeded(FAST);

    assertEquals(BreakerState.CLOSED, breaker.state());
  }

  @Test
  void aRouteThatSawNoProbeForOpenForProbesWithAny() {
    bench.openAndWait(true);
    bench.pass(OPEN_FOR.minusNanos(2));
    assertNull(breaker.tryAcquire(false, false));
    assertNull(breaker.tryAcquire(true, false));
    bench.pass(Duration.ofNanos(1));
    assertNotNull(breaker.tryAcquire(true, false));
    assertNotNull(breaker.tryAcquire(false, false));
    assertNotNull(breaker.tryAcquire(false, true));

    assertNull(breaker.tryAcquire(true, true));
  }

  @Test
  void aRequestThatCouldProbeKeepsOthersAwayForOpenFor() {
    bench.openAndWait(false);
    bench.pass(OPEN_FOR);
    bench.take(false).released();
    bench.pass(OPEN_FOR.minusNanos(1));
    assertNull(breaker.tryAcquire(false, false));
    bench.pass(Duration.ofNanos(1));

    assertNotNull(breaker.tryAcquire(false, false));
  }

  @Test
  void fewerProbesDecideIfMinimumCallsIsLess() {
    BreakerBench hasty =
        new BreakerBench(
            new BreakerSpec(
                50,
                StatusSet.DEFAULT_FAILURES,
                BreakerBench.SLOW_CALL,
                80,
                10,
                null,
                2,
                OPEN_FOR,
                5));
    hasty.openAndWait(true);
    hasty.succeed(true, 1);
    assertEquals(BreakerState.HALF_OPEN, hasty.breaker.state());
    hasty.succeed(true, 1);

    assertEquals(BreakerState.CLOSED, hasty.breaker.state());
  }

  @Test
  void aProbeOfTheOtherKindIsJudgedWithTheRest() {
    bench.openAndWait(true);
    bench.pass(OPEN_FOR);
    for (int i = 0; i < SPEC.probes(); i++) {
      BreakerPermit probe = breaker.tryAcquire(false, false);
      assertNotNull(probe);
      probe.succeeded(FAST);
    }

    assertEquals(BreakerState.CLOSED, breaker.state());
  }
}
