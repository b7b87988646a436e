package dev.banyan.server.backend;

import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.Timers;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one event loop that wait for a connection to a backend, in the order in which
 * they came. Confined to the loop, but for {@link #size()}.
 *
 * <p>They time out in that order too: a shorter {@code pending-timeout} of a new table holds for
 * good once those are gone that wait by the table before it.
 */
final class WaitQueue {
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private final Timers timers;
  private final Alarm alarm;
  private volatile int size;

  WaitQueue(Timers timers) {
    this.timers = timers;
    this.alarm = timers.alarm(this::failExpired);
  }

  /** How many wait; readable from any thread. */
  int size() {
    return size;
  }

  boolean isEmpty() {
    return waiters.isEmpty();
  }

  /** Adds a request at the end. */
  Waiter add(LoopBackend backend, EndpointPool pool, long maxIdleNanos, LeaseListener listener) {
    long patience = backend.spec().pendingTimeout().toNanos();
    long deadline = timers.runningNanos() + patience;
    Waiter waiter = new Waiter(backend, pool, maxIdleNanos, listener, deadline);
    waiters.add(waiter);
    resized();
    if (waiters.size() == 1) {
      alarm.at(timers.nanos() + patience);
    }
    return waiter;
  }

  /** Takes the request that waits longest; null if none waits. */
  @Nullable Waiter next() {
    Waiter next = waiters.poll();
    if (next != null) {
      resized();
      next.waits = false;
    }
    return next;
  }

  private void resized() {
    size = waiters.size();
  }

  private void failExpired() {
    long now = timers.runningNanos();
    for (Waiter first = waiters.peek(); first != null; first = waiters.peek()) {
      if (first.deadline - now > 0) {
        alarm.at(timers.nanos() + first.deadline - now);
        return;
      }
      next();
      first.listener.leaseFailed(FailureKind.PENDING_TIMEOUT);
    }
  }

  /** A request that waits for a connection, and then for it to open. */
  final class Waiter implements Lease {
    final LoopBackend backend;
    final EndpointPool pool;
    final long maxIdleNanos;
    final LeaseListener listener;
    private final long deadline;
    private boolean waits = true;
    private @Nullable Lease connecting;

    Waiter(
        LoopBackend backend,
        EndpointPool pool,
        long maxIdleNanos,
        LeaseListener listener,
        long deadline) {
      this.backend = backend;
      this.pool = pool;
      this.maxIdleNanos = maxIdleNanos;
      this.listener = listener;
      this.deadline = deadline;
    }

    /** Opens a connection for the request; a place among all connections is held for it. */
    void connect() {
      connecting = backend.connector().connect(pool, listener);
    }

    @Override
    public void cancel() {
      if (connecting != null) {
        connecting.cancel();
      } else if (waits && waiters.remove(this)) {
        resized();
      }
    }
  }
}
