package dev.banyan.server.backend;

import org.jspecify.annotations.Nullable;

/**
 * A lease that is decided once the loop has handled all events that it has at hand: one of them may
 * tell that a pooled connection was closed. Confined to its event loop.
 */
final class LateLease implements Lease, Runnable {
  private final LoopPool pool;
  private final LoopBackend port;
  private final EndpointPool endpoint;
  private final long maxIdleNanos;
  private @Nullable LeaseListener listener;
  private @Nullable Lease decided;

  LateLease(
      LoopPool pool,
      LoopBackend port,
      EndpointPool endpoint,
      long maxIdleNanos,
      LeaseListener listener) {
    this.pool = pool;
    this.port = port;
    this.endpoint = endpoint;
    this.maxIdleNanos = maxIdleNanos;
    this.listener = listener;
  }

  @Override
  public void run() {
    if (listener != null) {
      decided = pool.leaseNow(port, endpoint, maxIdleNanos, listener);
    }
  }

  @Override
  public void cancel() {
    listener = null;
    if (decided != null) {
      decided.cancel();
    }
  }
}
