package dev.banyan.core.resilience;

import static dev.banyan.core.resilience.BreakerBench.FAST;
import static dev.banyan.core.resilience.BreakerBench.OPEN_FOR;
import static dev.banyan.core.resilience.BreakerBench.SPEC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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
  void aRequestWhoseBodyIsStillToComeIsNoProbeWhileOthersAre() {
    bench.openAndWait(true);

    assertNull(breaker.tryAcquire(true, true, false));
    bench.pass(OPEN_FOR.minusNanos(1));
    assertNotNull(breaker.tryAcquire(true, true, true));
    bench.pass(OPEN_FOR.minusNanos(1));
    assertNull(breaker.tryAcquire(true, true, false));
  }

  @Test
  void aRequestWhoseBodyIsStillToComeIsAProbeWhereNoOtherComes() {
    bench.openAndWait(true);
    bench.pass(OPEN_FOR);

    assertNotNull(breaker.tryAcquire(true, true, false));
  }

  @Test
  void requestsWhoseBodiesAreStillToComeDoNotKeepAwayOthersThatCouldNotFallBack() {
    bench.openAndWait(false);
    bench.pass(OPEN_FOR.dividedBy(2));
    assertNull(breaker.tryAcquire(false, true, false));
    bench.pass(OPEN_FOR.dividedBy(2));

    assertNotNull(breaker.tryAcquire(false, false, true));
    assertNull(breaker.tryAcquire(false, true, false));
  }

  @Test
  void aPermitKnowsWhetherItIsAProbe() {
    assertFalse(bench.take(true).isProbe());
    bench.openAndWait(true);
    assertTrue(bench.take(true).isProbe());
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
      bench.pass(OPEN_FOR.multipliedBy(2));
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
  void probesThatFailOpenItAgainForTwiceOpenFor() {
    bench.openAndWait(true);
    bench.succeed(true, 1);
    bench.fail(true, 2);
    assertEquals(BreakerState.OPEN, breaker.state());
    bench.pass(OPEN_FOR.multipliedBy(2).minusNanos(1));
    assertNull(breaker.tryAcquire(true, true));
    bench.pass(Duration.ofNanos(1));
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachRoundThatFailsDoublesTheWaitUpToTenTimesOpenForAndSuccessEndsThat(boolean byReads) {
    for (int life = 0; life < 2; life++) {
      bench.fail(byReads, SPEC.minimumCalls());
      for (int times : new int[] {1, 2, 4, 8, 10, 10}) {
        Duration wait = OPEN_FOR.multipliedBy(times);
        assertEquals(wait, breaker.reading().untilProbes());
        bench.pass(wait.minusNanos(1));
        assertNull(breaker.tryAcquire(byReads, true), "before " + wait);
        assertEquals(Admission.NO, breaker.admission(byReads, true));
        bench.pass(Duration.ofNanos(1));
        bench.fail(byReads, SPEC.probes());
      }
      assertEquals(6, breaker.reading().failedRounds());
      bench.pass(OPEN_FOR.multipliedBy(10));
      bench.succeed(byReads, SPEC.probes());
      assertEquals(BreakerState.CLOSED, breaker.state());
      assertEquals(0, breaker.reading().failedRounds());
    }
  }

  @Test
  void readsProbeBeforeWritesWhereBothOpenedItAndEachHasToPass() {
    bench.fail(true, SPEC.probes());
    bench.openAndWait(false);
    assertTrue(breaker.reading().openedByReads() && breaker.reading().openedByWrites());

    assertEquals(Admission.NO, breaker.admission(false, true));
    assertNull(breaker.tryAcquire(false, true));
    bench.succeed(true, SPEC.probes());
    assertEquals(BreakerState.HALF_OPEN, breaker.state());
    assertNull(breaker.tryAcquire(true, true), "a read, though reads have passed");
    bench.succeed(false, SPEC.probes());

    assertEquals(BreakerState.CLOSED, breaker.state());
    assertEquals(
        List.of(
            "CLOSED to OPEN by writes",
            "OPEN to HALF_OPEN by reads",
            "HALF_OPEN to CLOSED by writes"),
        bench.changes);
  }

  @Test
  void noWriteIsRiskedWhileReadsFailWhereBothOpenedIt() {
    bench.fail(false, SPEC.probes());
    bench.openAndWait(true);
    bench.fail(true, SPEC.probes());
    assertEquals(BreakerState.OPEN, breaker.state());
    bench.pass(OPEN_FOR.multipliedBy(2));

    assertNull(breaker.tryAcquire(false, true));
    bench.succeed(true, SPEC.probes());
    bench.fail(false, SPEC.probes());
    assertEquals(BreakerState.OPEN, breaker.state());
    assertEquals(OPEN_FOR.multipliedBy(4), breaker.reading().untilProbes());
    bench.pass(OPEN_FOR.multipliedBy(4));
    assertNull(breaker.tryAcquire(false, true), "a write before reads have passed anew");
  }

  @Test
  void aKindWithFewerBadCallsThanProbesDecideHasNotOpenedIt() {
    bench.fail(false, SPEC.probes() - 1);
    bench.openAndWait(true);
    assertFalse(breaker.reading().openedByWrites());
    bench.succeed(true, SPEC.probes());

    assertEquals(BreakerState.CLOSED, breaker.state());
  }

  @Test
  void aKindThatIsMostlyWellHasNotOpenedIt() {
    bench.succeed(false, 4);
    bench.fail(false, 3);
    bench.openAndWait(true);

    assertFalse(breaker.reading().openedByWrites());
  }

  @Test
  void aKindWhoseCallsHangHasOpenedItToo() {
    List<BreakerPermit> hanging =
        Stream.generate(() -> bench.take(true)).limit(SPEC.probes()).toList();
    hanging.forEach(BreakerPermit::slow);
    bench.openAndWait(false);

    assertTrue(breaker.reading().openedByReads());
    assertNull(breaker.tryAcquire(false, true));
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
  void aRouteThatSawNoProbeForOpenForProbesWithAnyOfTheKind() {
    bench.openAndWait(true);
    bench.pass(OPEN_FOR.minusNanos(2));
    assertNull(breaker.tryAcquire(true, false));
    bench.pass(Duration.ofNanos(1));
    assertNotNull(breaker.tryAcquire(true, false));
    assertNull(breaker.tryAcquire(false, false));
    assertNull(breaker.tryAcquire(false, true));
  }

  @Test
  void readsThatAreWellDoNotCloseWhatWritesOpenedThatCanNotFallBack() {
    bench.openAndWait(false);
    bench.pass(OPEN_FOR.multipliedBy(2));
    assertNull(breaker.tryAcquire(true, true));
    for (int i = 0; i < SPEC.probes(); i++) {
      breaker.tryAcquire(false, false).failed(FAST);
      assertNull(breaker.tryAcquire(true, true));
    }

    assertEquals(BreakerState.OPEN, breaker.state());
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOtherKindProbesInThePlaceOfOneThatDoesNotComeForTenTimesOpenFor(boolean byReads) {
    bench.openAndWait(byReads);
    assertNull(breaker.tryAcquire(byReads, false));
    bench.pass(OPEN_FOR.multipliedBy(10).minusNanos(1));
    assertNull(breaker.tryAcquire(!byReads, true));
    bench.pass(Duration.ofNanos(1));
    for (int i = 0; i < SPEC.probes(); i++) {
      breaker.tryAcquire(!byReads, false).succeeded(FAST);
    }

    assertEquals(BreakerState.CLOSED, breaker.state());
  }
}
