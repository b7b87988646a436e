package dev.banyan.server.exchange;

import dev.banyan.core.resilience.AttemptChecks;
import dev.banyan.core.resilience.BreakerPermit;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.server.backend.BackendPort;
import dev.banyan.server.live.LoopRoute;
import org.jspecify.annotations.Nullable;

/**
 * What the breaker and the bound of attempts are told of one visit to new: each permit is closed
 * and each place given back exactly once. At legacy it tells nobody. Confined to its event loop.
 */
final class NewCall implements AttemptChecks {
  private static final int REQUEST_TIMEOUT = 408;

  private final @Nullable LoopRoute route;
  private final boolean read;
  private final boolean couldFallBack;
  private final boolean whole;
  private boolean placed;
  private @Nullable BreakerPermit permit;
  private @Nullable FailureKind refusal;
  private long headNanos;

  private NewCall(@Nullable LoopRoute route, boolean read, boolean couldFallBack, boolean whole) {
    this.route = route;
    this.read = read;
    this.couldFallBack = couldFallBack;
    this.whole = whole;
  }

  /** A visit to legacy, which no breaker watches. */
  static NewCall ofLegacy() {
    return new NewCall(null, false, false, true);
  }

  /**
   * Asks for a visit to new.
   *
   * @param couldFallBack whether legacy could still answer if new fails
   * @param whole whether the request is there to its end
   */
  static NewCall acquire(LoopRoute route, boolean read, boolean couldFallBack, boolean whole) {
    return new NewCall(route, read, couldFallBack, whole).ask(route, false);
  }

  /** Asks for a visit to new that an override chose. */
  static NewCall chosen(LoopRoute route) {
    return new NewCall(route, false, false, true).ask(route, true);
  }

  private NewCall ask(LoopRoute asked, boolean chosen) {
    refusal = refusal(asked.breaker(), chosen, asked.policy().fallback().enabled());
    if (refusal != null) {
      abandoned();
    }
    return this;
  }

  @Override
  public boolean hasPlace() {
    placed = route != null && route.inFlight().tryAcquire(route.policy().maxInFlight());
    return placed;
  }

  @Override
  public boolean isPermitted(RouteBreaker breaker) {
    permit = breaker.tryAcquire(read, couldFallBack, whole);
    return permit != null;
  }

  @Override
  public boolean allDown() {
    BackendPort moved = route == null ? null : route.newSide();
    return moved != null && moved.allDown();
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

  /** The client has kept new waiting for long: others may probe in its place. */
  void clientSlow() {
    if (permit != null && permit.isProbe()) {
      excused();
    }
  }

  /** Whether an answer, given while the client is waited for, may be what came of that. */
  boolean mayBeAboutClient(int status) {
    return status == REQUEST_TIMEOUT || (permit != null && permit.countsAsFailure(status));
  }

  /** What becomes of the visit from now on says nothing of new. */
  void excused() {
    BreakerPermit closing = takePermit();
    if (closing != null) {
      closing.released();
    }
  }

  /** A head came. */
  void answered(int status, long nanos) {
    headNanos = nanos;
    BreakerPermit held = permit;
    if (held != null && held.countsAsFailure(status)) {
      permit = null;
      held.failed(nanos);
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
    excused();
    givePlaceBack();
  }

  private @Nullable BreakerPermit takePermit() {
    BreakerPermit taken = permit;
    permit = null;
    return taken;
  }

  private void givePlaceBack() {
    if (placed && route != null) {
      placed = false;
      route.inFlight().release();
    }
  }
}
