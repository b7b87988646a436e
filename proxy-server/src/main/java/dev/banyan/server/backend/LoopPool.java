package dev.banyan.server.backend;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.Reuse;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.DirectMemory;
import dev.banyan.server.transport.Faults;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.server.transport.Timers;
import org.jspecify.annotations.Nullable;

/**
 * A backend's connections on one event loop, and the requests that wait for one; it outlives the
 * tables that name the backend. Confined to the loop, but for the methods that say otherwise.
 */
final class LoopPool {
  private final BackendPools backend;
  private final LoopContext context;
  private final ConnectionBudget budget;
  private final WaitQueue waiters;
  private final IdleConnections idle;
  private Reuse reuse;
  private boolean queued;
  private int places;

  LoopPool(BackendPools backend, LoopContext context, BackendSpec spec) {
    this.backend = backend;
    this.context = context;
    this.budget = backend.budget();
    this.waiters = new WaitQueue(context.timers());
    this.idle = new IdleConnections(context.timers(), context.look(), spec.idleTimeout().toNanos());
    this.reuse = spec.http().reuse();
  }

  DirectMemory memory() {
    return context.memory();
  }

  Faults faults() {
    return context.faults();
  }

  Timers timers() {
    return context.timers();
  }

  Reuse reuse() {
    return reuse;
  }

  /** How many connections are unused; readable from any thread. */
  int idleCount() {
    return idle.count();
  }

  /** How many requests wait; readable from any thread. */
  int waitingCount() {
    return waiters.size();
  }

  /** Runs a task on the loop; may be called from any thread. */
  void execute(Runnable task) {
    context.loop().execute(task);
  }

  /** Keeps connections as {@code spec} says from now on; may be called from any thread. */
  void adopt(BackendSpec spec) {
    execute(() -> {
      idle.keepFor(spec.idleTimeout().toNanos());
      boolean stricter = spec.http().reuse() != reuse && spec.http().reuse() != Reuse.ALWAYS;
      reuse = spec.http().reuse();
      while (stricter && !idle.isEmpty()) {
        idle.closeOldest();
      }
      while (budget.exceeded() && !idle.isEmpty()) {
        idle.closeOldest();
      }
    });
  }

  /** As {@link BackendPort#lease}. */
  @Nullable Lease lease(
      LoopBackend port, EndpointPool pool, long maxIdleNanos, LeaseListener listener) {
    BackendConnection pooled = idle.take(pool, maxIdleNanos);
    if (pooled != null) {
      lend(pooled, pool, port, listener);
      return null;
    }
    if (!pool.endpoint().known()) {
      listener.leaseFailed(FailureKind.CONNECT_FAILED);
      return null;
    }
    if (takePlace() || takePlaceOfIdle()) {
      return port.connector().connect(pool, listener);
    }
    if (waiters.size() >= port.spec().maxPending()) {
      listener.leaseFailed(FailureKind.POOL_FULL);
      return null;
    }
    Lease waiter = waiters.add(port, pool, maxIdleNanos, listener);
    queueForPlace();
    backend.askForPlace(this);
    return waiter;
  }

  private static void lend(
      BackendConnection connection, EndpointPool pool, LoopBackend port, LeaseListener listener) {
    pool.loaded();
    connection.entry().lend(port.spec().rewriteHost(), port.spec().lenient());
    listener.leased(connection);
  }

  private boolean takePlace() {
    boolean taken = budget.tryTake();
    places += taken ? 1 : 0;
    return taken;
  }

  /** Whether another loop waits while this one holds more than its share of all places. */
  private boolean mustYield() {
    return (long) places * backend.loopCount() > budget.max() && budget.othersWait(this);
  }

  /** Closes the longest unused connection of this loop, whose place in the budget is taken over. */
  private boolean takePlaceOfIdle() {
    BackendConnection oldest = budget.exceeded() ? null : idle.takeOldest();
    if (oldest == null) {
      return false;
    }
    oldest.closeKeepingPlace();
    return true;
  }

  /** A connection has answered in full and can serve the next request. */
  void released(EndpointPool pool, BackendConnection connection) {
    OwnConnections own = connection.entry().own();
    if (own != null) {
      releasedOwn(pool, connection, own);
      return;
    }
    if (reuse == Reuse.NEVER
        || pool.retired()
        || connection.entry().gone()
        || budget.exceeded()
        || mustYield()) {
      connection.close();
      return;
    }
    WaitQueue.Waiter next = waiters.next();
    if (next != null) {
      handOver(connection, pool, next);
    } else if (budget.othersWait(this)) {
      connection.close();
    } else {
      keep(pool, connection);
    }
  }

  /**
   * Keeps a connection that belongs to one client; where requests wait, the longest unused goes.
   */
  private void releasedOwn(EndpointPool pool, BackendConnection connection, OwnConnections own) {
    boolean kept = own.keeps(connection) && !pool.retired() && !connection.entry().gone();
    if (!kept || budget.exceeded()) {
      connection.close();
    } else if (idle.keep(pool, connection)) {
      if (!waiters.isEmpty() && !mustYield()) {
        BackendConnection oldest = idle.takeOldest();
        WaitQueue.Waiter next = waiters.next();
        if (oldest != null && next != null) {
          oldest.closeKeepingPlace();
          next.connect();
        }
      } else if (budget.othersWait(this)) {
        idle.closeOldest();
      }
    }
  }

  /**
   * A stream on a connection that belongs to the client alone.
   *
   * @return null if it can serve no request any more
   */
  @Nullable BackendStream lendOwn(
      LoopBackend port, EndpointPool pool, BackendConnection connection, OwnConnections own) {
    if (!idle.takeOwn(pool, connection)) {
      return null;
    }
    pool.loaded();
    connection.entry().lend(port.spec().rewriteHost(), port.spec().lenient());
    own.use(connection);
    return connection;
  }

  private void handOver(BackendConnection connection, EndpointPool pool, WaitQueue.Waiter next) {
    boolean fits = next.pool.equals(pool) && next.maxIdleNanos != BackendPort.FRESH;
    if (fits && connection.silent(context.look())) {
      lend(connection, pool, next.backend, next.listener);
    } else {
      connection.closeKeepingPlace();
      next.connect();
    }
  }

  private void keep(EndpointPool pool, BackendConnection connection) {
    if (idle.keep(pool, connection) && budget.othersWait(this)) {
      // A loop that began to wait just now may have seen nothing to ask for.
      idle.closeOldest();
    }
  }

  /** A connection to an endpoint was closed. */
  void closed(EndpointPool pool, BackendConnection connection, boolean heldPlace) {
    idle.drop(pool, connection);
    if (heldPlace) {
      placeReturned();
    }
  }

  /** A place in the budget was held here and is not needed any more. */
  void placeReturned() {
    WaitQueue.Waiter next = budget.exceeded() || mustYield() ? null : waiters.next();
    if (next != null) {
      next.connect();
      return;
    }
    places--;
    budget.giveBack();
    if (!waiters.isEmpty()) {
      queueForPlace();
    }
  }

  /** A place was taken for this loop, which waits; may be called from any thread. */
  void placeGiven() {
    execute(this::usePlace);
  }

  private void queueForPlace() {
    if (!queued) {
      queued = true;
      budget.await(this);
    }
  }

  private void usePlace() {
    queued = false;
    WaitQueue.Waiter next = waiters.next();
    if (next == null) {
      budget.giveBack();
      return;
    }
    places++;
    next.connect();
    if (!waiters.isEmpty()) {
      queueForPlace();
      backend.askForPlace(this);
    }
  }

  /** Closes an unused connection for another loop's sake; may be called from any thread. */
  void closeOneIdleSoon() {
    execute(idle::closeOldest);
  }

  /** The unused connections. */
  IdleConnections idle() {
    return idle;
  }
}
