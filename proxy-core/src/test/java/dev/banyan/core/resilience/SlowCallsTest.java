package dev.banyan.core.resilience;

import static dev.banyan.core.resilience.BreakerBench.FAST;
import static dev.banyan.core.resilience.BreakerBench.OPEN_FOR;
import static dev.banyan.core.resilience.BreakerBench.SLOW;
import static dev.banyan.core.resilience.BreakerBench.SPEC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A call counts as slow at the moment {@code slow-call} passes, not when it ends. */
class SlowCallsTest {
  private final BreakerBench bench = new BreakerBench(SPEC);
  private final RouteBreaker breaker = bench.breaker;

  private List<BreakerPermit> slow(boolean read, int calls) {
    List<BreakerPermit> permits = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      BreakerPermit permit = bench.take(read);
      permit.slow();
      permits.add(permit);
    }
    return permits;
  }

  @Test
  void callsThatHangOpenTheBreakerBeforeTheyEnd() {
    slow(true, 3);
    assertEquals(BreakerState.CLOSED, breaker.state());
    slow(true, 1);

    assertEquals(BreakerState.OPEN, breaker.state());
    assertNull(breaker.tryAcquire(true, true));
    assertEquals(List.of("CLOSED to OPEN by reads"), bench.changes);
  }

  @Test
  void aBreakerThatHangingCallsOpenedIsProbedLikeAnyOther() {
    slow(true, 4);
    bench.pass(OPEN_FOR.plusNanos(1));
    for (int i = 0; i < SPEC.probes(); i++) {
      bench.take(true);
    }

    assertNull(breaker.tryAcquire(true, true));
  }

  @Test
  void slowReadsAndSlowWritesAreCountedApart() {
    slow(true, 3);
    slow(false, 3);

    assertEquals(BreakerState.CLOSED, breaker.state());
  }

  @Test
  void aSlowCallIsCountedOnceHoweverOftenItIsTold() {
    BreakerPermit permit = bench.take(true);
    for (int i = 0; i < 10; i++) {
      permit.slow();
    }

    assertEquals(BreakerState.CLOSED, breaker.state());
  }

  @Test
  void pendingSlowCallsCountWithTheRecordedOnes() {
    bench.succeed(true, 1);
    slow(true, 3);
    assertEquals(BreakerState.CLOSED, breaker.state());
    slow(true, 1);

    assertEquals(BreakerState.OPEN, breaker.state());
  }

  @Test
  void inAFullWindowPendingSlowCallsTakeThePlaceOfTheOldest() {
    bench.succeed(true, 10);
    slow(true, 7);
    assertEquals(BreakerState.CLOSED, breaker.state());
    slow(true, 1);

    assertEquals(BreakerState.OPEN, breaker.state());
  }

  @Test
  void inAWindowHalfFullOfSlowCallsTheOldestLeaveInProportion() {
    for (int i = 0; i < 5; i++) {
      bench.take(true).succeeded(SLOW);
      bench.take(true).succeeded(FAST);
    }
    // 5 of 10 are slow; 6 pending ones push out 3 slow of 6: 2 + 6 of 10.
    slow(true, 5);
    assertEquals(BreakerState.CLOSED, breaker.state());
    slow(true, 1);

    assertEquals(BreakerState.OPEN, breaker.state());
  }

  @Test
  void aSlowCallThatEndsIsRecordedAndNotPendingAnyMore() {
    for (BreakerPermit permit : slow(true, 3)) {
      permit.succeeded(SLOW);
    }
    bench.succeed(true, 7);
    assertEquals(3, bench.recorded(true).getNumberOfSlowCalls());
    slow(true, 5);

    assertEquals(BreakerState.CLOSED, breaker.state());
  }

  @Test
  void aClientThatLeavesAfterSlowCallLeavesASlowCall() {
    for (BreakerPermit permit : slow(true, 3)) {
      permit.released();
    }

    assertEquals(3, bench.recorded(true).getNumberOfSlowCalls());
    bench.take(true).released();
    assertEquals(3, bench.recorded(true).getNumberOfBufferedCalls());
    slow(true, 1);
    assertEquals(BreakerState.OPEN, breaker.state());
  }

  @Test
  void slowCallsOfAnEarlierPeriodArePendingInNoOther() {
    List<BreakerPermit> before = slow(true, 2);
    bench.fail(false, 4);
    bench.pass(OPEN_FOR.plusNanos(1));
    bench.succeed(false, 3);
    assertEquals(BreakerState.CLOSED, breaker.state());
    before.forEach(permit -> permit.failed(SLOW));
    slow(true, 3);

    assertEquals(BreakerState.CLOSED, breaker.state());
    assertEquals(0, bench.recorded(true).getNumberOfBufferedCalls());
  }

  @Test
  void aMinimumAboveTheWindowIsThatOfTheWindow() {
    BreakerSpec small =
        new BreakerSpec(
            50, StatusSet.DEFAULT_FAILURES, BreakerBench.SLOW_CALL, 80, 4, null, 20, OPEN_FOR, 3);
    BreakerBench tight = new BreakerBench(small);
    for (int i = 0; i < 4; i++) {
      tight.take(true).slow();
    }

    assertEquals(BreakerState.OPEN, tight.breaker.state());
  }

  @Test
  void inHalfOpenASlowProbeIsJudgedWhenItEnds() {
    bench.openAndWait(true);
    List<BreakerPermit> probes = slow(true, 3);
    assertEquals(BreakerState.HALF_OPEN, breaker.state());
    probes.forEach(probe -> probe.succeeded(SLOW));

    assertEquals(BreakerState.OPEN, breaker.state());
  }
}
