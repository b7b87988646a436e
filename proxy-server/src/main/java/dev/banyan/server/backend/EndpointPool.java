package dev.banyan.server.backend;

import dev.banyan.core.backend.Reuse;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.DirectMemory;
import dev.banyan.server.transport.Faults;
import dev.banyan.server.transport.Timers;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The connections of one event loop to one endpoint. Confined to the loop. */
final class EndpointPool implements ConnectionOwner {
  private final LiveEndpoint endpoint;
  private final LoopPool owner;
  private final ArrayDeque<BackendConnection> idle = new ArrayDeque<>();

  /** Those that belong to one client alone. */
  private final ArrayDeque<BackendConnection> idleOwn = new ArrayDeque<>();

  private int load;
  private boolean retired;

  EndpointPool(LiveEndpoint endpoint, LoopPool owner) {
    this.endpoint = endpoint;
    this.owner = owner;
  }

  @Override
  public LiveEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public Timers timers() {
    return owner.timers();
  }

  @Override
  public DirectMemory memory() {
    return owner.memory();
  }

  @Override
  public Faults faults() {
    return owner.faults();
  }

  @Override
  public Reuse reuse() {
    return owner.reuse();
  }

  LoopPool owner() {
    return owner;
  }

  /** The requests that run or open a connection. */
  int load() {
    return load;
  }

  void loaded() {
    load++;
  }

  void unloaded() {
    load--;
  }

  /** Whether no table names the endpoint any more, so that nothing is kept. */
  boolean retired() {
    return retired;
  }

  /** Keeps nothing from now on; may be called from any thread. */
  void retire() {
    owner.execute(() -> {
      retired = true;
      owner.idle().closeAll(this);
    });
  }

  /** The endpoint's name stands for other addresses; may be called from any thread. */
  void moved() {
    owner.execute(() -> owner.idle().closeGone(this));
  }

  @Override
  public void answered() {
    endpoint.answered();
  }

  @Override
  public void failed(FailureKind kind) {
    endpoint.failed(kind);
  }

  @Override
  public void released(BackendConnection connection) {
    unloaded();
    owner.released(this, connection);
  }

  @Override
  public void closed(BackendConnection connection, boolean busy, boolean heldPlace) {
    if (busy) {
      unloaded();
    }
    OwnConnections own = connection.entry().own();
    if (own != null) {
      own.forget(connection);
    }
    owner.closed(this, connection, heldPlace);
  }

  /** Takes the connection used last, unless it was unused for longer than allowed. */
  @Nullable BackendConnection takeIdle(long now, long maxIdleNanos) {
    BackendConnection newest = idle.peekLast();
    if (newest == null || maxIdleNanos == BackendPort.FRESH) {
      return null;
    }
    if (maxIdleNanos != BackendPort.ANY_IDLE
        && now - newest.entry().idleSinceNanos() > maxIdleNanos) {
      return null;
    }
    return idle.pollLast();
  }

  /** The one that is unused longest of those for everybody; null if there is none. */
  @Nullable BackendConnection oldestIdle() {
    return idle.peekFirst();
  }

  /** The one that is unused longest of those that belong to one client; null if there is none. */
  @Nullable BackendConnection oldestOwn() {
    return idleOwn.peekFirst();
  }

  /** Whether a connection is unused that everybody may be given. */
  boolean hasIdle() {
    return !idle.isEmpty();
  }

  /** Whether any connection is unused. */
  boolean isStocked() {
    return !idle.isEmpty() || !idleOwn.isEmpty();
  }

  /** The unused connections for everybody, the longest unused first. */
  Iterator<BackendConnection> idle() {
    return idle.iterator();
  }

  /** The unused connections that belong to one client, the longest unused first. */
  Iterator<BackendConnection> idleOwn() {
    return idleOwn.iterator();
  }

  void addIdle(BackendConnection connection) {
    like(connection).addLast(connection);
  }

  private ArrayDeque<BackendConnection> like(BackendConnection connection) {
    return connection.entry().own() == null ? idle : idleOwn;
  }

  /** Takes out a connection that was closed or is about to be; false if it was not idle. */
  boolean removeIdle(BackendConnection connection) {
    return like(connection).removeLastOccurrence(connection);
  }
}
