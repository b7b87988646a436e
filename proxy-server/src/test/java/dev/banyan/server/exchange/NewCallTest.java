package dev.banyan.server.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.forward.BackendAddresses;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.BreakerSpec;
import dev.banyan.core.resilience.BreakerState;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.resilience.InFlightLimit;
import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.core.resilience.StatusSet;
import dev.banyan.core.split.Split;
import dev.banyan.server.backend.BackendPort;
import dev.banyan.server.backend.BackendStream;
import dev.banyan.server.backend.Lease;
import dev.banyan.server.backend.LeaseListener;
import dev.banyan.server.backend.OwnConnections;
import dev.banyan.server.live.LoopRoute;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NewCallTest {
  private static final int MAX_IN_FLIGHT = 2;
  private static final Duration SLOW_CALL = Duration.ofMillis(100);
  private static final long SLOW = SLOW_CALL.toNanos() + 1;

  private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
  private final InFlightLimit inFlight = new InFlightLimit();
  private final BreakerSpec spec =
      new BreakerSpec(
          50, StatusSet.DEFAULT_FAILURES, SLOW_CALL, 80, 100, null, 20, Duration.ofHours(1), 5);
  private final RouteBreaker breaker =
      new RouteBreaker("r", spec, () -> 0, (name, from, to, reads) -> {});
  private final LoopRoute route = route(breaker);

  private LoopRoute route(RouteBreaker used) {
    RoutePolicy policy =
        new RoutePolicy(
            "r",
            1,
            "l",
            "n",
            Split.NONE,
            List.of(),
            "",
            false,
            null,
            FallbackSpec.DEFAULT,
            used == null ? null : spec,
            MAX_IN_FLIGHT,
            1);
    return new LoopRoute(
        policy,
        new NoBackend(),
        new NoBackend(),
        used,
        inFlight,
        1,
        1,
        1,
        1,
        BackendAddresses.NONE);
  }

  private void recorded(Consumer<NewCall> visit, int successes, int failures, int slow) {
    breaker.begin(registry);
    visit.accept(NewCall.acquire(route, true, true, true));
    CircuitBreaker.Metrics reads = registry.find("r.reads").orElseThrow().getMetrics();

    assertEquals(successes, reads.getNumberOfSuccessfulCalls(), "successes");
    assertEquals(failures, reads.getNumberOfFailedCalls(), "failures");
    assertEquals(slow, reads.getNumberOfSlowCalls(), "slow calls");
    assertEquals(0, inFlight.running(), "places");
  }

  @Test
  void aHeadIsASuccessOnceItsAnswerEnds() {
    recorded(
        call -> {
          call.answered(404, 1);
          call.ended();
        },
        1,
        0,
        0);
  }

  @Test
  void aLateHeadIsASlowSuccess() {
    recorded(
        call -> {
          call.slow();
          call.answered(200, SLOW);
          call.ended();
        },
        1,
        0,
        1);
  }

  @Test
  void aFailingStatusIsAFailureWhateverFollows() {
    recorded(
        call -> {
          call.answered(500, 1);
          call.failed(FailureKind.BODY_CUT, 0);
        },
        0,
        1,
        0);
  }

  @Test
  void whatTheClientDidIsNoResultWhateverFollows() {
    recorded(
        call -> {
          call.excused();
          call.answered(500, 1);
          call.failed(FailureKind.BODY_CUT, 0);
        },
        0,
        0,
        0);
  }

  @Test
  void aSlowClientDoesNotEndACallThatIsNoProbe() {
    recorded(
        call -> {
          call.clientSlow();
          call.failed(FailureKind.RESET, 0);
        },
        0,
        1,
        0);
  }

  @Test
  void onlyAStatusThatCountsOrARequestTimeoutMayBeAboutTheClient() {
    recorded(
        call -> {
          assertTrue(call.mayBeAboutClient(408));
          assertTrue(call.mayBeAboutClient(503));
          assertFalse(call.mayBeAboutClient(413));
          call.ended();
        },
        1,
        0,
        0);
  }

  @Test
  void aStatusThatTheBreakerDoesNotCountIsASuccess() {
    recorded(
        call -> {
          call.answered(501, 1);
          call.ended();
        },
        1,
        0,
        0);
  }

  @Test
  void anAnswerThatIsCutIsAFailure() {
    recorded(
        call -> {
          call.answered(200, 1);
          call.failed(FailureKind.BODY_CUT, 0);
        },
        0,
        1,
        0);
  }

  @Test
  void anAnswerThatIsCutAfterItSettledWasASuccess() {
    recorded(
        call -> {
          call.answered(200, 1);
          call.settled();
          call.failed(FailureKind.BODY_CUT, 0);
        },
        1,
        0,
        0);
  }

  @Test
  void aClientThatLeftSaysNothingOfNew() {
    recorded(NewCall::abandoned, 0, 0, 0);
  }

  @Test
  void aClientThatLeftAfterSlowCallLeavesASlowCall() {
    recorded(
        call -> {
          call.slow();
          call.abandoned();
        },
        1,
        0,
        1);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"POOL_FULL", "PENDING_TIMEOUT", "NO_ENDPOINT"})
  void whatNeverReachedNewIsNoCall(FailureKind kind) {
    recorded(call -> call.failed(kind, 0), 0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {
        "CONNECT_FAILED",
        "CONNECT_TIMEOUT",
        "TLS_FAILED",
        "STALE_CONNECTION",
        "RESET",
        "CLOSED",
        "INVALID_ANSWER",
        "TIMEOUT"
      })
  void whatFailedAtNewIsAFailure(FailureKind kind) {
    recorded(call -> call.failed(kind, SLOW), 0, 1, 1);
  }

  @Test
  void aPlaceIsHeldUntilTheAnswerEnds() {
    NewCall call = NewCall.acquire(route, true, true, true);
    call.answered(500, 1);
    call.settled();
    assertEquals(1, inFlight.running());
    call.ended();

    assertEquals(0, inFlight.running());
  }

  @Test
  void aboveMaxInFlightACallIsRefusedAndHoldsNothing() {
    NewCall first = NewCall.acquire(route, true, true, true);
    NewCall second = NewCall.acquire(route, false, true, true);
    NewCall third = NewCall.acquire(route, true, true, true);

    assertNull(first.refusal());
    assertNull(second.refusal());
    assertEquals(FailureKind.IN_FLIGHT_FULL, third.refusal());
    third.abandoned();
    assertEquals(2, inFlight.running());
    first.ended();
    second.abandoned();
    assertEquals(0, inFlight.running());
  }

  @Test
  void anOpenBreakerRefusesAndGivesThePlaceBack() {
    for (int i = 0; i < spec.minimumCalls(); i++) {
      NewCall.acquire(route, true, true, true).failed(FailureKind.RESET, 0);
    }

    assertEquals(FailureKind.BREAKER_OPEN, NewCall.acquire(route, true, true, true).refusal());
    assertEquals(0, inFlight.running());
  }

  @Test
  void aVisitThatAnOverrideChoseIsNoCall() {
    for (int i = 0; i < 2 * spec.minimumCalls(); i++) {
      NewCall call = NewCall.chosen(route);
      assertEquals(1, inFlight.running());
      call.slow();
      call.answered(500, SLOW);
      call.failed(FailureKind.BODY_CUT, SLOW);
    }

    assertEquals(BreakerState.CLOSED, breaker.state());
    recorded(NewCall::abandoned, 0, 0, 0);
  }

  @Test
  void anOpenBreakerRefusesWhatAnOverrideChose() {
    for (int i = 0; i < spec.minimumCalls(); i++) {
      NewCall.acquire(route, true, true, true).failed(FailureKind.RESET, 0);
    }

    assertEquals(FailureKind.BREAKER_OPEN, NewCall.chosen(route).refusal());
    assertEquals(0, inFlight.running());
    assertNull(NewCall.chosen(route(null)).refusal());
  }

  @Test
  void maxInFlightHoldsForOverridesToo() {
    NewCall first = NewCall.chosen(route);
    NewCall second = NewCall.acquire(route, true, true, true);

    assertEquals(FailureKind.IN_FLIGHT_FULL, NewCall.chosen(route).refusal());
    first.ended();
    assertNull(NewCall.chosen(route).refusal());
    second.ended();
  }

  @Test
  void withoutABreakerOnlyThePlaceCounts() {
    NewCall call = NewCall.acquire(route(null), true, true, true);
    assertEquals(1, inFlight.running());
    call.slow();
    call.answered(500, 1);
    call.failed(FailureKind.BODY_CUT, 1);

    assertEquals(0, inFlight.running());
  }

  @Test
  void aVisitToLegacyTellsNobody() {
    NewCall call = NewCall.ofLegacy();
    assertNull(call.refusal());
    call.answered(500, 1);
    call.failed(FailureKind.BODY_CUT, 1);

    assertEquals(0, inFlight.running());
  }

  private static final class NoBackend implements BackendPort {
    @Override
    public String name() {
      return "none";
    }

    @Override
    public int endpointCount() {
      return 1;
    }

    @Override
    public @Nullable BackendStream takeOwn(OwnConnections client) {
      return null;
    }

    @Override
    public boolean isLoggingIn(OwnConnections client) {
      return false;
    }

    @Override
    public boolean ownedByProxies() {
      return false;
    }

    @Override
    public boolean allDown() {
      return false;
    }

    @Override
    public int pick(long tried) {
      throw new AssertionError("not to be asked");
    }

    @Override
    public Lease lease(int endpoint, long maxIdleNanos, LeaseListener listener) {
      throw new AssertionError("not to be asked");
    }
  }
}
