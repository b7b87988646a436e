package dev.banyan.server.exchange;

import dev.banyan.core.resilience.BreakerPermit;
import dev.banyan.core.resilience.BreakerState;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.InFlightLimit;
import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.core.resilience.StatusSet;
import dev.banyan.server.live.LoopRoute;
import org.jspecify.annotations.Nullable;

/**
 * What the breaker and the bound of attempts are told of one visit to new: each permit is closed
 * and each place given back exactly once. At legacy it tells nobody. Confined to its event loop.
 */
final class NewCall {
  private final StatusSet failures;
  private final @Nullable FailureKind refusal;
  private @Nullable BreakerPermit permit;
  private @Nullable InFlightLimit place;
  private long headNanos;

  private NewCall(
      @Nullable BreakerPermit permit,
      @Nullable InFlightLimit place,
      StatusSet failures,
      @Nullable FailureKind refusal) {
    this.permit = permit;
    this.place = place;
    this.failures = failures;
    this.refusal = refusal;
  }

  /** A visit to legacy, which no breaker watches. */
  static NewCall ofLegacy() {
    return new NewCall(null, null, StatusSet.DEFAULT_FAILURES, null);
  }

  /**
   * Asks for a visit to new.
   *
   * @param couldFallBack whether legacy could still answer if new fails
   */
  static NewCall acquire(LoopRoute route, boolean read, boolean couldFallBack) {
    InFlightLimit limit = route.inFlight();
    if (!limit.tryAcquire(route.policy().maxInFlight())) {
      return refused(FailureKind.IN_FLIGHT_FULL);
    }
    RouteBreaker breaker = route.breaker();
    if (breaker == null) {
      return new NewCall(null, limit, StatusSet.DEFAULT_FAILURES, null);
    }
    BreakerPermit permit = breaker.tryAcquire(read, couldFallBack);
    if (permit == null) {
      limit.release();
      return refused(FailureKind.BREAKER_OPEN);
    }
    return new NewCall(permit, limit, breaker.spec().failures(), null);
  }

  /**
   * Asks for a visit to new that an override chose. It is made only while the breaker is closed,
   * and the breaker is not told of it: who tests a release neither opens nor closes it for others.
   */
  static NewCall chosen(LoopRoute route) {
    InFlightLimit limit = route.inFlight();
    if (!limit.tryAcquire(route.policy().maxInFlight())) {
      return refused(FailureKind.IN_FLIGHT_FULL);
    }
    RouteBreaker breaker = route.breaker();
    if (breaker != null && breaker.state() != BreakerState.CLOSED) {
      limit.release();
      return refused(FailureKind.BREAKER_OPEN);
    }
    return new NewCall(null, limit, StatusSet.DEFAULT_FAILURES, null);
  }

  private static NewCall refused(FailureKind why) {
    return new NewCall(null, null, StatusSet.DEFAULT_FAILURES, why);
  }

  /** Why the visit may not be made; null if it may. */
  @Nullable FailureKind refusal() {
    return refusal;
  }

  /** {@code slow-call} passed without a head. */
  void slow() {
    if (permit != null) {
      permit.slow();
    }
  }

  /** A head came. */
  void answered(int status, long nanos) {
    headNanos = nanos;
    if (failures.contains(status)) {
      BreakerPermit closing = takePermit();
      if (closing != null) {
        closing.failed(nanos);
      }
    }
  }

  /** The answer still streams, and has for so long that the call counts as a success. */
  void settled() {
    BreakerPermit closing = takePermit();
    if (closing != null) {
      closing.succeeded(headNanos);
    }
  }

  /** The answer is complete, or thrown away. */
  void ended() {
    settled();
    givePlaceBack();
  }

  /**
   * The visit failed.
   *
   * @param waitedNanos how long new kept us waiting
   */
  void failed(FailureKind kind, long waitedNanos) {
    BreakerPermit closing = takePermit();
    if (closing != null) {
      if (kind.countsForBreaker()) {
        closing.failed(waitedNanos);
      } else {
        closing.released();
      }
    }
    givePlaceBack();
  }

  /** The visit was given up for the client's sake or ours. */
  void abandoned() {
    BreakerPermit closing = takePermit();
    if (closing != null) {
      closing.released();
    }
    givePlaceBack();
  }

  private @Nullable BreakerPermit takePermit() {
    BreakerPermit taken = permit;
    permit = null;
    return taken;
  }

  private void givePlaceBack() {
    if (place != null) {
      place.release();
      place = null;
    }
  }
}
