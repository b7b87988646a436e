package dev.banyan.server.exchange.sim;

import dev.banyan.core.resilience.BreakerState;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.StatusSet;
import org.jspecify.annotations.Nullable;

/**
 * One side's turn in an exchange, as it should be: which endpoints were tried, and what the breaker
 * and the bound of attempts must be told (the second table of the design's section 4).
 */
final class Visit {
  final ExchangeRun run;
  final boolean isNew;
  int endpoints;
  long tried;
  int endpoint = -1;
  int leases;
  boolean wentFresh;
  @Nullable SimLease lease;
  @Nullable SimStream stream;
  private final Sim sim;
  private BreakerModel.@Nullable Call call;
  private boolean holdsPlace;
  private boolean excused;
  private boolean lateStatus;
  private long clientNanos;

  Visit(ExchangeRun run, boolean isNew, int endpoints) {
    this.run = run;
    this.sim = run.sim;
    this.isNew = isNew;
    this.endpoints = endpoints;
  }

  Visit with(int count) {
    endpoints = count;
    return this;
  }

  SimStream liveStream() {
    if (stream == null || stream.isEnded()) {
      throw new BrokenPromise("an answer was passed on without a stream");
    }
    return stream;
  }

  void noteHeld() {
    if (stream != null && !stream.isEnded()) {
      stream.patience().noteHeld();
    }
  }

  int endpointsTried() {
    return Long.bitCount(tried);
  }

  /** Whether a call of new may be made; null if it may, else why not. */
  @Nullable FailureKind enter() {
    int max = sim.settings.policy().maxInFlight();
    if (max > 0 && sim.placesTaken >= max) {
      return FailureKind.IN_FLIGHT_FULL;
    }
    if (sim.model != null && run.chosen()) {
      sim.coverage.count("override: breaker ", sim.model.state());
      if (sim.model.state() != BreakerState.CLOSED) {
        return FailureKind.BREAKER_OPEN;
      }
    } else if (sim.model != null) {
      call = sim.model.acquire(run.request.read(), run.couldFallBack(), run.client.seemsWhole());
      if (call == null) {
        return FailureKind.BREAKER_OPEN;
      }
    }
    sim.placesTaken++;
    holdsPlace = true;
    return null;
  }

  /**
   * The alarm rings: a head may have been awaited for so long that the call is slow, or settled.
   */
  void ring() {
    SimStream sent = stream;
    if (sent == null || call == null || sim.model == null || sim.breaker == null) {
      return;
    }
    long now = sim.time.nanos();
    if (sent.headArrived()) {
      if (!call.isOver() && now - sent.headNanos() >= sim.timeout(isNew)) {
        sim.coverage.count("call: settled while streaming");
        close(false, sent.headDuration());
      }
    } else if (!sent.patience().isWritten()) {
      if (sent.patience().clientWasSlow() && call.isProbe()) {
        sim.coverage.count("probe: given back by a slow client");
        release();
      }
    } else if (sent.patience().waits() && sent.patience().waited() < sim.timeout(isNew)) {
      if (sent.patience().waited() >= sim.breaker.spec().slowCall().toNanos() && !call.isSlow()) {
        sim.coverage.count("call: slow while it waits");
        sim.model.slow(call);
      }
    }
  }

  /**
   * A final head came.
   *
   * @param clientLate whether the client let the side wait for the request
   */
  void answered(int status, long headDuration, boolean clientLate) {
    lateStatus = clientLate && status == 408;
    if (call != null && sim.breaker != null) {
      StatusSet failures = sim.breaker.spec().failures();
      if (clientLate && (status == 408 || failures.contains(status))) {
        lateStatus |= !call.isOver();
        sim.coverage.count("call: status not counted, for the client was late");
        release();
      } else if (failures.contains(status)) {
        sim.coverage.count("call: failed by status");
        close(true, headDuration);
      }
    }
  }

  /** The answer is complete, or thrown away. */
  void ended(long headDuration) {
    close(false, headDuration);
    leave();
  }

  /**
   * The side is left for a failure.
   *
   * @param clientLate whether the client had let the side wait
   */
  void failed(FailureKind kind, long waited, boolean clientLate) {
    if (clientLate) {
      excused = true;
      sim.coverage.count("call: not counted, for the client was late");
      release();
    } else if (call != null && !call.isOver()) {
      switch (kind) {
        case POOL_FULL, PENDING_TIMEOUT, NO_ENDPOINT -> release();
        default -> {
          sim.coverage.count("call: failed by ", kind);
          close(true, waited);
        }
      }
    }
    leave();
  }

  /** The exchange is given up for the client's sake or ours. */
  void abandoned() {
    release();
    leave();
  }

  /** Says whether an answer is thrown away, which may have come because the client was late. */
  void thrownAway(boolean thrown) {
    excused = thrown && lateStatus;
  }

  /** Whether what became of the visit is the client's doing. */
  boolean excused() {
    return excused;
  }

  /** The client has let the side wait for that much longer; returns for how long in all. */
  long clientWaits(long nanos) {
    clientNanos += nanos;
    return clientNanos;
  }

  private void close(boolean failed, long nanos) {
    if (call != null && !call.isOver() && sim.model != null) {
      boolean probe = sim.model.state() == BreakerState.HALF_OPEN;
      sim.coverage.count((probe ? "probe: " : "call: ") + (failed ? "failure" : "success"));
      sim.model.ended(call, failed, nanos);
    }
  }

  private void release() {
    if (call != null && !call.isOver() && sim.model != null) {
      sim.coverage.count(call.isSlow() ? "call: released slow" : "call: released");
      sim.model.released(call);
    }
  }

  private void leave() {
    if (holdsPlace) {
      holdsPlace = false;
      sim.placesTaken--;
    }
  }
}
