package dev.banyan.server.backend;

import dev.banyan.core.resilience.FailureKind;
import org.jspecify.annotations.Nullable;

/** The contract of {@link BackendPort} and {@link LeaseListener}, put between the two. */
public final class CheckedBackend implements BackendPort {
  private final BackendPort backend;

  /** The contract around a backend. */
  public CheckedBackend(BackendPort backend) {
    this.backend = backend;
  }

  private static void unless(boolean kept, String what) {
    if (!kept) {
      throw new AssertionError("contract of a backend: " + what);
    }
  }

  @Override
  public String name() {
    return backend.name();
  }

  @Override
  public int endpointCount() {
    return backend.endpointCount();
  }

  @Override
  public @Nullable BackendStream takeOwn(OwnConnections client) {
    BackendStream taken = backend.takeOwn(client);
    return taken == null ? null : new CheckedStream(taken);
  }

  @Override
  public boolean isLoggingIn(OwnConnections client) {
    return backend.isLoggingIn(client);
  }

  @Override
  public boolean ownedByProxies() {
    return backend.ownedByProxies();
  }

  @Override
  public boolean allDown() {
    return backend.allDown();
  }

  @Override
  public int pick(long tried) {
    int picked = backend.pick(tried);
    unless(picked >= -1 && picked < endpointCount(), "an endpoint that is picked exists");
    unless(picked < 0 || (tried & 1L << picked) == 0, "no endpoint is picked again");
    return picked;
  }

  @Override
  public @Nullable Lease lease(int endpoint, long maxIdleNanos, LeaseListener listener) {
    unless(endpoint >= 0 && endpoint < endpointCount(), "an endpoint that is asked exists");
    unless(maxIdleNanos >= 0, "an age is not negative");
    CheckedLease lease = new CheckedLease(listener);
    Lease waiting = backend.lease(endpoint, maxIdleNanos, lease);
    unless((waiting == null) == lease.told, "a lease is given until its listener was called");
    lease.waiting = waiting;
    return waiting == null ? null : lease;
  }

  private static final class CheckedLease implements Lease, LeaseListener {
    private final LeaseListener listener;
    private @Nullable Lease waiting;
    private boolean told;
    private boolean cancelled;

    CheckedLease(LeaseListener listener) {
      this.listener = listener;
    }

    private void tell() {
      unless(!told, "a lease's listener is called once");
      unless(!cancelled, "a lease that was cancelled calls nobody");
      told = true;
    }

    @Override
    public void leased(BackendStream stream) {
      tell();
      listener.leased(new CheckedStream(stream));
    }

    @Override
    public void leaseFailed(FailureKind kind) {
      tell();
      unless(
          kind.stage() == FailureKind.Stage.NEVER_SENT
              || kind.stage() == FailureKind.Stage.NOT_PROCESSED,
          "a lease fails by " + kind);
      listener.leaseFailed(kind);
    }

    @Override
    public void cancel() {
      unless(!told && !cancelled, "a lease is cancelled once, while it waits");
      cancelled = true;
      if (waiting != null) {
        waiting.cancel();
      }
    }
  }
}
