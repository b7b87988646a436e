package dev.banyan.server.backend;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.DirectMemory;
import dev.banyan.server.transport.Faults;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.server.transport.Timers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
  private final Alarm idleAlarm;

  /** The endpoints with unused connections. */
  private final List<EndpointPool> stocked = new ArrayList<>();

  private long idleTimeoutNanos;
  private long ringsAtNanos;
  private boolean rings;
  private int idle;
  private volatile int idleCount;
  private boolean queued;
  private int places;

  LoopPool(BackendPools backend, LoopContext context, BackendSpec spec) {
    this.backend = backend;
    this.context = context;
    this.budget = backend.budget();
    this.waiters = new WaitQueue(context.timers());
    this.idleAlarm = context.timers().alarm(this::idleAlarmRang);
    this.idleTimeoutNanos = spec.idleTimeout().toNanos();
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

  /** How many connections are unused; readable from any thread. */
  int idleCount() {
    return idleCount;
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
      idleTimeoutNanos = spec.idleTimeout().toNanos();
      closeExpired();
      while (budget.exceeded() && idle > 0) {
        closeOneIdle();
      }
    });
  }

  /**
   * As {@link BackendPort#lease}. Who does not take any connection can't send again if it proves to
   * be closed, so no event may wait that tells of it.
   */
  @Nullable Lease lease(
      LoopBackend port, EndpointPool pool, long maxIdleNanos, LeaseListener listener) {
    boolean any = maxIdleNanos == BackendPort.ANY_IDLE;
    if (any || maxIdleNanos == BackendPort.FRESH || !pool.hasIdle()) {
      return leaseNow(port, pool, maxIdleNanos, listener);
    }
    LateLease late = new LateLease(this, port, pool, maxIdleNanos, listener);
    execute(late);
    return late;
  }

  /** As {@link BackendPort#lease}, by what is known now. */
  @Nullable Lease leaseNow(
      LoopBackend port, EndpointPool pool, long maxIdleNanos, LeaseListener listener) {
    BackendConnection pooled = takeIdle(pool, maxIdleNanos);
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
    connection.lend(port.spec().rewriteHost());
    listener.leased(connection);
  }

  /** The connection used last that may serve a request still. */
  private @Nullable BackendConnection takeIdle(EndpointPool pool, long maxIdleNanos) {
    long now = timers().nanos();
    for (BackendConnection newest = pool.takeIdle(now, maxIdleNanos);
        newest != null;
        newest = pool.takeIdle(now, maxIdleNanos)) {
      idleTaken(pool);
      if (newest.open() && newest.expiryNanos(idleTimeoutNanos) - now > 0) {
        return newest;
      }
      newest.close();
    }
    return null;
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
    BackendConnection oldest = budget.exceeded() ? null : takeOldestIdle();
    if (oldest == null) {
      return false;
    }
    oldest.closeKeepingPlace();
    return true;
  }

  private @Nullable BackendConnection takeOldestIdle() {
    BackendConnection oldest = null;
    EndpointPool from = null;
    for (EndpointPool pool : stocked) {
      BackendConnection candidate = pool.oldestIdle();
      if (candidate != null
          && (oldest == null || candidate.idleSinceNanos() - oldest.idleSinceNanos() < 0)) {
        oldest = candidate;
        from = pool;
      }
    }
    if (oldest != null && from != null) {
      drop(from, oldest);
    }
    return oldest;
  }

  private void drop(EndpointPool pool, BackendConnection connection) {
    if (pool.removeIdle(connection)) {
      idleTaken(pool);
    }
  }

  private void idleTaken(EndpointPool pool) {
    idleCount = --idle;
    if (!pool.hasIdle()) {
      stocked.remove(pool);
    }
  }

  /** A connection has answered in full and can serve the next request. */
  void released(EndpointPool pool, BackendConnection connection) {
    if (pool.retired() || connection.gone() || budget.exceeded() || mustYield()) {
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

  private static void handOver(
      BackendConnection connection, EndpointPool pool, WaitQueue.Waiter next) {
    if (next.pool.equals(pool) && next.maxIdleNanos != BackendPort.FRESH) {
      lend(connection, pool, next.backend, next.listener);
    } else {
      connection.closeKeepingPlace();
      next.connect();
    }
  }

  private void keep(EndpointPool pool, BackendConnection connection) {
    long now = timers().nanos();
    connection.idleSince(now);
    long expiry = connection.expiryNanos(idleTimeoutNanos);
    if (expiry - now <= 0) {
      connection.close();
      return;
    }
    if (!pool.hasIdle()) {
      stocked.add(pool);
    }
    pool.addIdle(connection);
    idleCount = ++idle;
    ringAt(expiry);
    if (budget.othersWait(this)) {
      // A loop that began to wait just now may have seen nothing to ask for.
      closeOneIdle();
    }
  }

  /** A connection to an endpoint was closed. */
  void closed(EndpointPool pool, BackendConnection connection, boolean heldPlace) {
    drop(pool, connection);
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

  private void ringAt(long expiry) {
    if (!rings || expiry - ringsAtNanos < 0) {
      rings = true;
      ringsAtNanos = expiry;
      idleAlarm.at(expiry);
    }
  }

  private void idleAlarmRang() {
    rings = false;
    closeExpired();
  }

  /** Closes what was unused for too long, and sets the alarm for what will be. */
  private void closeExpired() {
    long now = timers().nanos();
    for (EndpointPool pool : List.copyOf(stocked)) {
      for (Iterator<BackendConnection> all = pool.idle(); all.hasNext(); ) {
        BackendConnection connection = all.next();
        long expiry = connection.expiryNanos(idleTimeoutNanos);
        if (expiry - now > 0) {
          ringAt(expiry);
        } else {
          all.remove();
          idleTaken(pool);
          connection.close();
        }
      }
    }
  }

  /** Closes an unused connection for another loop's sake; may be called from any thread. */
  void closeOneIdleSoon() {
    execute(this::closeOneIdle);
  }

  private void closeOneIdle() {
    BackendConnection oldest = takeOldestIdle();
    if (oldest != null) {
      oldest.close();
    }
  }

  /** Closes the unused connections to addresses that an endpoint's name stands for no longer. */
  void closeGone(EndpointPool pool) {
    for (Iterator<BackendConnection> all = pool.idle(); all.hasNext(); ) {
      BackendConnection connection = all.next();
      if (connection.gone()) {
        all.remove();
        idleTaken(pool);
        connection.close();
      }
    }
  }

  /** Closes all unused connections to an endpoint. */
  void closeIdle(EndpointPool pool) {
    for (BackendConnection oldest = pool.oldestIdle(); oldest != null; oldest = pool.oldestIdle()) {
      drop(pool, oldest);
      oldest.close();
    }
  }
}
