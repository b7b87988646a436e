package dev.banyan.server.backend;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.backend.EndpointPicker;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.LoopContext;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A backend's connections on one event loop, and the requests that wait for one. Confined to the
 * loop, but for the methods that say otherwise.
 */
final class LoopBackend implements BackendPort {
  private final LiveBackend backend;
  private final BackendSpec spec;
  private final LoopContext context;
  private final ConnectionBudget budget;
  private final Connector connector;
  private final EndpointPool[] pools;
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private final IntPredicate healthy = this::healthy;
  private final IntUnaryOperator loadOf;
  private final Alarm idleAlarm;
  private final Alarm waitAlarm;
  private int idle;
  private volatile int idleCount;
  private volatile int waitingCount;
  private boolean queued;
  private int places;
  private boolean retired;

  LoopBackend(LiveBackend backend, LoopContext context, Class<? extends Channel> channelType) {
    this.backend = backend;
    this.spec = backend.spec();
    this.context = context;
    this.budget = backend.budget();
    this.connector = new Connector(this, context, channelType, spec);
    List<LiveEndpoint> endpoints = backend.endpoints();
    pools = new EndpointPool[endpoints.size()];
    for (int i = 0; i < pools.length; i++) {
      pools[i] = new EndpointPool(endpoints.get(i), this);
    }
    loadOf = endpoint -> pools[endpoint].load();
    idleAlarm = context.timers().alarm(this::closeExpired);
    waitAlarm = context.timers().alarm(this::failExpired);
  }

  BackendSpec spec() {
    return spec;
  }

  LoopContext context() {
    return context;
  }

  /** How many connections are unused; readable from any thread. */
  int idleCount() {
    return idleCount;
  }

  private void idleChanged(int by) {
    idle += by;
    idleCount = idle;
  }

  /** An endpoint is thought to be well while its name stands for an address. */
  private boolean healthy(int endpoint) {
    return pools[endpoint].endpoint.address() != null;
  }

  /** How many requests wait; readable from any thread. */
  int waitingCount() {
    return waitingCount;
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public int endpointCount() {
    return pools.length;
  }

  @Override
  public int pick(long tried) {
    return EndpointPicker.pick(pools.length, tried, healthy, loadOf, context.draw());
  }

  @Override
  public @Nullable Lease lease(int endpoint, long maxIdleNanos, LeaseListener listener) {
    EndpointPool pool = pools[endpoint];
    BackendConnection pooled = takeIdle(pool, maxIdleNanos);
    if (pooled != null) {
      pool.loaded();
      listener.leased(pooled);
      return null;
    }
    if (takePlace() || takePlaceOfIdle()) {
      return connector.connect(pool, listener);
    }
    if (waiters.size() >= spec.maxPending()) {
      listener.leaseFailed(FailureKind.POOL_FULL);
      return null;
    }
    return await(pool, maxIdleNanos, listener);
  }

  /** The connection used last that is open still, and was not unused for too long. */
  private @Nullable BackendConnection takeIdle(EndpointPool pool, long maxIdleNanos) {
    long now = context.timers().nanos();
    BackendConnection newest = pool.takeIdle(now, maxIdleNanos);
    while (newest != null) {
      idleChanged(-1);
      if (newest.open()) {
        return newest;
      }
      newest = pool.takeIdle(now, maxIdleNanos);
    }
    return null;
  }

  private Lease await(EndpointPool pool, long maxIdleNanos, LeaseListener listener) {
    long deadline = context.timers().nanos() + spec.pendingTimeout().toNanos();
    Waiter waiter = new Waiter(pool, maxIdleNanos, listener, deadline);
    waiters.add(waiter);
    waitingCount = waiters.size();
    if (waiters.size() == 1) {
      waitAlarm.at(deadline);
    }
    queueForPlace();
    backend.askForPlace(this);
    return waiter;
  }

  private boolean takePlace() {
    boolean taken = budget.tryTake();
    places += taken ? 1 : 0;
    return taken;
  }

  /** Whether another loop waits while this one holds more than its share of all places. */
  private boolean mustYield() {
    return places * backend.loopCount() > spec.maxConnections() && budget.othersWait(this);
  }

  /** Closes the longest unused connection of this loop, whose place in the budget is taken over. */
  private boolean takePlaceOfIdle() {
    BackendConnection oldest = oldestIdle();
    if (oldest == null) {
      return false;
    }
    dropIdle(oldest);
    oldest.closeKeepingPlace();
    return true;
  }

  private @Nullable BackendConnection oldestIdle() {
    BackendConnection oldest = null;
    for (EndpointPool pool : pools) {
      BackendConnection candidate = pool.oldestIdle();
      if (candidate != null
          && (oldest == null || candidate.idleSinceNanos() - oldest.idleSinceNanos() < 0)) {
        oldest = candidate;
      }
    }
    return oldest;
  }

  private void dropIdle(BackendConnection connection) {
    if (connection.pool().removeIdle(connection)) {
      idleChanged(-1);
    }
  }

  /** A connection has answered in full and can serve the next request. */
  void released(BackendConnection connection) {
    EndpointPool pool = connection.pool();
    pool.unloaded();
    if (retired || mustYield()) {
      connection.close();
      return;
    }
    Waiter next = nextWaiter();
    if (next != null) {
      handOver(connection, next);
    } else if (budget.contended()) {
      connection.close();
    } else {
      connection.idleSince(context.timers().nanos());
      pool.addIdle(connection);
      idleChanged(1);
      if (idle == 1) {
        idleAlarm.at(connection.idleSinceNanos() + spec.idleTimeout().toNanos());
      }
      if (budget.contended()) {
        // A loop that began to wait just now may have seen nothing to ask for.
        closeOneIdle();
      }
    }
  }

  private void handOver(BackendConnection connection, Waiter next) {
    if (next.pool.equals(connection.pool()) && next.maxIdleNanos != FRESH) {
      connection.pool().loaded();
      next.listener.leased(connection);
    } else {
      connection.closeKeepingPlace();
      next.connecting(connector.connect(next.pool, next.listener));
    }
  }

  /** A connection that held a place was closed. */
  void closed(BackendConnection connection, boolean busy, boolean heldPlace) {
    if (busy) {
      connection.pool().unloaded();
    } else {
      dropIdle(connection);
    }
    if (heldPlace) {
      placeReturned();
    }
  }

  /** A place in the budget was held here and is not needed any more. */
  void placeReturned() {
    Waiter next = mustYield() ? null : nextWaiter();
    if (next != null) {
      next.connecting(connector.connect(next.pool, next.listener));
      return;
    }
    places--;
    budget.giveBack();
    if (!waiters.isEmpty()) {
      queueForPlace();
    }
  }

  /** A place became free somewhere; may be called from any thread. */
  void placeFreed() {
    context.loop().execute(this::serveWaiters);
  }

  private void queueForPlace() {
    if (!queued) {
      queued = true;
      budget.await(this);
    }
  }

  private void serveWaiters() {
    queued = false;
    while (!waiters.isEmpty() && takePlace()) {
      placeReturned();
    }
    if (waiters.isEmpty()) {
      budget.wakeNext();
    } else {
      queueForPlace();
      backend.askForPlace(this);
    }
  }

  private @Nullable Waiter nextWaiter() {
    for (Waiter next = waiters.poll(); next != null; next = waiters.poll()) {
      waitingCount = waiters.size();
      if (!next.over) {
        next.over = true;
        return next;
      }
    }
    return null;
  }

  private void failExpired() {
    long now = context.timers().nanos();
    for (Waiter first = waiters.peek(); first != null; first = waiters.peek()) {
      if (!first.over && first.deadline - now > 0) {
        waitAlarm.at(first.deadline);
        return;
      }
      waiters.poll();
      waitingCount = waiters.size();
      if (!first.over) {
        first.over = true;
        first.listener.leaseFailed(FailureKind.PENDING_TIMEOUT);
      }
    }
  }

  private void closeExpired() {
    long expiry = context.timers().nanos() - spec.idleTimeout().toNanos();
    for (BackendConnection oldest = oldestIdle(); oldest != null; oldest = oldestIdle()) {
      if (oldest.idleSinceNanos() - expiry > 0) {
        idleAlarm.at(oldest.idleSinceNanos() + spec.idleTimeout().toNanos());
        return;
      }
      dropIdle(oldest);
      oldest.close();
    }
  }

  /** Closes an unused connection for another loop's sake; may be called from any thread. */
  void closeOneIdleSoon() {
    context.loop().execute(this::closeOneIdle);
  }

  private void closeOneIdle() {
    BackendConnection oldest = oldestIdle();
    if (oldest != null) {
      dropIdle(oldest);
      oldest.close();
    }
  }

  /** Ends the backend on this loop; may be called from any thread. */
  void retire() {
    context
        .loop()
        .execute(() -> {
          retired = true;
          while (idle > 0) {
            closeOneIdle();
          }
        });
  }

  /** A request that waits for a connection, and then for it to open. */
  private final class Waiter implements Lease {
    final EndpointPool pool;
    final long maxIdleNanos;
    final LeaseListener listener;
    final long deadline;
    boolean over;
    private @Nullable Lease connecting;

    Waiter(EndpointPool pool, long maxIdleNanos, LeaseListener listener, long deadline) {
      this.pool = pool;
      this.maxIdleNanos = maxIdleNanos;
      this.listener = listener;
      this.deadline = deadline;
    }

    void connecting(@Nullable Lease lease) {
      connecting = lease;
    }

    @Override
    public void cancel() {
      over = true;
      if (connecting != null) {
        connecting.cancel();
      } else if (waiters.remove(this)) {
        waitingCount = waiters.size();
      }
    }
  }
}
