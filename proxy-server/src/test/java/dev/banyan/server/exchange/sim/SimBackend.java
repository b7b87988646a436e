package dev.banyan.server.exchange.sim;

import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.backend.BackendPort;
import dev.banyan.server.backend.BackendStream;
import dev.banyan.server.backend.Lease;
import dev.banyan.server.backend.LeaseListener;
import dev.banyan.server.backend.OwnConnections;
import org.jspecify.annotations.Nullable;

/** A backend whose pool does at random what a pool can do. */
final class SimBackend implements BackendPort {
  private static final long UNSAFE_MAX_IDLE = 1_000_000_000L;

  private final Sim sim;
  private final boolean isNew;
  private final int endpoints;

  SimBackend(Sim sim, boolean isNew, int endpoints) {
    this.sim = sim;
    this.isNew = isNew;
    this.endpoints = endpoints;
  }

  @Override
  public String name() {
    return isNew ? "orders" : "monolith";
  }

  @Override
  public int endpointCount() {
    return endpoints;
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
    ExchangeRun run = sim.current();
    run.picks(isNew, endpoints);
    boolean down = sim.draw.chance(2);
    if (down) {
      run.foundAllDown();
    }
    return down;
  }

  @Override
  public int pick(long tried) {
    Visit visit = sim.current().picks(isNew, endpoints);
    BrokenPromise.unlessEqual(visit.tried, tried, "the endpoints that were tried");
    if (tried == 0 && sim.draw.chance(2)) {
      visit.run.say("no endpoint");
      sim.coverage.count("failure: ", FailureKind.NO_ENDPOINT);
      visit.run.failed(FailureKind.NO_ENDPOINT, 0, false);
      return -1;
    }
    int picked = sim.draw.below(endpoints);
    while ((tried & 1L << picked) != 0) {
      picked = (picked + 1) % endpoints;
    }
    visit.endpoint = picked;
    visit.tried |= 1L << picked;
    return picked;
  }

  @Override
  public @Nullable Lease lease(int endpoint, long maxIdleNanos, LeaseListener listener) {
    Visit visit = sim.current().asks(isNew, maxIdleNanos);
    BrokenPromise.unlessEqual(visit.endpoint, endpoint, "the endpoint that was picked");
    BrokenPromise.unless(
        visit.run.request.read() || maxIdleNanos <= UNSAFE_MAX_IDLE,
        "a request that is not safe asked for a connection of any age");
    SimLease lease = new SimLease(sim, visit, listener);
    visit.lease = lease;
    visit.run.say("asks for a stream to endpoint", endpoint);
    boolean fresh = maxIdleNanos == FRESH;
    if (sim.draw.chance(fresh ? 10 : 60)) {
      settle(lease, visit, !fresh);
    } else {
      boolean reused = !fresh && sim.draw.chance(30);
      sim.time.in(sim.pause(isNew), () -> visit.run.event(() -> settle(lease, visit, reused)));
    }
    return lease.isOver() ? null : lease;
  }

  private void settle(SimLease lease, Visit visit, boolean reused) {
    if (lease.isOver()) {
      return;
    }
    int kind = sim.draw.below(100);
    if (kind < 8) {
      lease.fail(sim.draw.of(FailureKind.POOL_FULL, FailureKind.PENDING_TIMEOUT));
    } else if (kind < 20) {
      lease.fail(
          sim.draw.of(
              FailureKind.CONNECT_FAILED, FailureKind.CONNECT_TIMEOUT, FailureKind.TLS_FAILED));
    } else {
      lease.grant(new SimStream(sim, visit, reused));
    }
  }
}
