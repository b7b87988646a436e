package dev.banyan.core.resilience;

import static dev.banyan.core.resilience.BreakerBench.FAST;
import static dev.banyan.core.resilience.BreakerBench.OPEN_FOR;
import static dev.banyan.core.resilience.BreakerBench.SLOW;
import static dev.banyan.core.resilience.BreakerBench.SPEC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Opening, by failures; see {@link SlowCallsTest} for slow calls, {@link ProbesTest} for mending.
 */
class RouteBreakerTest {
  private final BreakerBench bench = new BreakerBench(SPEC);
  private final RouteBreaker breaker = bench.breaker;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eitherWindowOpensTheWholeRoute(boolean reads) {
    bench.fail(reads, 3);
    assertEquals(BreakerState.CLOSED, breaker.state());
    bench.fail(reads, 1);

    assertEquals(BreakerState.OPEN, breaker.state());
    assertNull(breaker.tryAcquire(true, true));
    assertNull(breaker.tryAcquire(false, true));
    assertEquals(List.of("CLOSED to OPEN by " + (reads ? "reads" : "writes")), bench.changes);
  }

  @Test
  void failingWritesDoNotHideBehindHealthyReads() {
    for (int i = 0; i < 3; i++) {
      bench.succeed(true, 6);
      bench.fail(false, 1);
    }
    assertEquals(BreakerState.CLOSED, breaker.state());
    bench.fail(false, 1);

    assertEquals(BreakerState.OPEN, breaker.state());
  }

  @Test
  void aRateBelowTheThresholdOpensNothing() {
    for (int i = 0; i < 50; i++) {
      bench.succeed(true, 2);
      bench.fail(true, 1);
    }

    assertEquals(BreakerState.CLOSED, breaker.state());
    assertEquals(10, bench.recorded(true).getNumberOfBufferedCalls());
  }

  @Test
  void newIsLeftAloneForOpenFor() {
    bench.fail(true, 4);
    bench.pass(OPEN_FOR.minusNanos(1));

    assertNull(breaker.tryAcquire(true, true));
    assertEquals(BreakerState.OPEN, breaker.state());
  }

  @Test
  void aResultOfAnEarlierPeriodIsNotCounted() {
    BreakerPermit late = bench.take(true);
    BreakerPermit later = bench.take(true);
    BreakerPermit slow = bench.take(true);
    BreakerPermit given = bench.take(false);
    bench.openAndWait(true);
    BreakerPermit probe = bench.take(true);
    late.failed(FAST);
    later.succeeded(FAST);
    slow.slow();
    slow.released();
    given.released();

    assertEquals(BreakerState.HALF_OPEN, breaker.state());
    assertEquals(0, bench.recorded(true).getNumberOfBufferedCalls());
    probe.succeeded(FAST);
    assertEquals(1, bench.recorded(true).getNumberOfBufferedCalls());
  }

  @Test
  void aProbeThatEndsInTheNextPeriodIsNotCounted() {
    bench.openAndWait(true);
    BreakerPermit hung = bench.take(true);
    bench.take(true).released();
    bench.succeed(true, 1);
    bench.fail(true, 1);
    assertEquals(BreakerState.HALF_OPEN, breaker.state());
    hung.failed(FAST);
    assertEquals(BreakerState.OPEN, breaker.state());

    bench.pass(OPEN_FOR.multipliedBy(2));
    bench.succeed(true, 3);
    assertEquals(BreakerState.CLOSED, breaker.state());
    assertEquals(0, bench.recorded(true).getNumberOfBufferedCalls());
  }

  @Test
  void aPermitClosedTwiceThrows() {
    List<Consumer<BreakerPermit>> closings =
        List.of(
            permit -> permit.succeeded(FAST),
            permit -> permit.failed(FAST),
            BreakerPermit::released);
    for (Consumer<BreakerPermit> first : closings) {
      for (Consumer<BreakerPermit> second : closings) {
        BreakerPermit permit = new BreakerBench(SPEC).take(true);
        first.accept(permit);

        assertThrows(IllegalStateException.class, () -> second.accept(permit));
      }
    }
  }

  @Test
  void aTimeWindowForgetsWhatIsOlder() {
    BreakerBench timed = new BreakerBench(timeWindow(Duration.ofSeconds(10)));
    timed.fail(true, 3);
    timed.pass(Duration.ofSeconds(11));
    timed.fail(true, 3);
    assertEquals(BreakerState.CLOSED, timed.breaker.state());
    timed.pass(Duration.ofSeconds(5));
    timed.fail(true, 1);

    assertEquals(BreakerState.OPEN, timed.breaker.state());
  }

  private static BreakerSpec timeWindow(Duration time) {
    return new BreakerSpec(
        50, StatusSet.DEFAULT_FAILURES, BreakerBench.SLOW_CALL, 80, 0, time, 4, OPEN_FOR, 3);
  }

  @Test
  void aTimeWindowHasNoLimitOfPendingSlowCalls() {
    BreakerBench timed = new BreakerBench(timeWindow(Duration.ofSeconds(10)));
    timed.succeed(true, 20);
    for (int i = 0; i < 79; i++) {
      timed.take(true).slow();
    }
    assertEquals(BreakerState.CLOSED, timed.breaker.state());
    timed.take(true).slow();

    assertEquals(BreakerState.OPEN, timed.breaker.state());
  }

  @Test
  void reconfiguredStaysOpen() {
    bench.fail(false, 4);
    BreakerSpec next =
        new BreakerSpec(
            10,
            StatusSet.DEFAULT_FAILURES,
            BreakerBench.SLOW_CALL,
            80,
            50,
            null,
            2,
            OPEN_FOR.multipliedBy(2),
            1);
    RouteBreaker heir = breaker.reconfigured(next);

    assertEquals(next, heir.spec());
    assertEquals(BreakerState.OPEN, heir.state());
    bench.pass(OPEN_FOR.multipliedBy(2).plusNanos(1));
    assertNull(heir.tryAcquire(true, true));
    BreakerPermit probe = assertNotNullPermit(heir.tryAcquire(false, true));
    assertNull(heir.tryAcquire(false, true));
    probe.succeeded(FAST);
    assertEquals(BreakerState.CLOSED, heir.state());
  }

  @Test
  void reconfiguredItWaitsAsLongAsAfterSoManyFailedRoundsAndForAllThatOpenedIt() {
    bench.fail(false, SPEC.probes());
    bench.openAndWait(true);
    bench.fail(true, SPEC.probes());
    Duration openFor = Duration.ofSeconds(7);
    RouteBreaker heir =
        breaker.reconfigured(
            new BreakerSpec(
                50,
                StatusSet.DEFAULT_FAILURES,
                BreakerBench.SLOW_CALL,
                80,
                50,
                null,
                2,
                openFor,
                1));

    assertEquals(openFor.multipliedBy(2), heir.reading().untilProbes());
    bench.pass(openFor.multipliedBy(2));
    assertNull(heir.tryAcquire(false, true));
    assertNotNullPermit(heir.tryAcquire(true, true)).succeeded(FAST);
    assertEquals(BreakerState.HALF_OPEN, heir.state());
    assertNotNullPermit(heir.tryAcquire(false, true)).succeeded(FAST);
    assertEquals(BreakerState.CLOSED, heir.state());
  }

  private static BreakerPermit assertNotNullPermit(BreakerPermit permit) {
    assertNotNull(permit);
    return permit;
  }

  @Test
  void reconfiguredWhileClosedBeginsWithEmptyWindows() {
    bench.fail(true, 3);
    BreakerPermit old = bench.take(true);
    RouteBreaker heir = breaker.reconfigured(SPEC);
    heir.begin(bench.registry);
    old.failed(SLOW);

    assertEquals(BreakerState.CLOSED, heir.state());
    assertEquals(0, bench.recorded(true).getNumberOfBufferedCalls());
  }

  @Test
  void theRegistryForgetsOnlyTheWindowsOfTheBreakerThatEnds() {
    RouteBreaker heir = breaker.reconfigured(SPEC);
    heir.begin(bench.registry);
    breaker.remove(bench.registry);
    assertEquals(2, bench.registry.getAllCircuitBreakers().size());
    heir.remove(bench.registry);

    assertEquals(0, bench.registry.getAllCircuitBreakers().size());
  }

  @Test
  void theRegistryKnowsABreakerThatGoesOnAsItDid() {
    bench.fail(true, 3);
    breaker.begin(bench.registry);

    assertEquals(2, bench.registry.getAllCircuitBreakers().size());
    assertEquals(3, bench.recorded(true).getNumberOfBufferedCalls());
  }

  @Test
  void theRegistryHearsNothingOfSettingsThatNeverTakeEffect() {
    bench.fail(true, 3);
    breaker.reconfigured(SPEC).remove(bench.registry);

    assertEquals(3, bench.recorded(true).getNumberOfBufferedCalls());
  }

  @Test
  void afterItsEndNobodyIsToldWhatCallsMakeOfItThatBeganBefore() {
    List<BreakerPermit> late = Stream.generate(() -> bench.take(true)).limit(4).toList();
    breaker.remove(bench.registry);
    late.forEach(permit -> permit.failed(FAST));

    assertEquals(BreakerState.OPEN, breaker.state());
    assertEquals(List.of(), bench.changes);
  }
}
