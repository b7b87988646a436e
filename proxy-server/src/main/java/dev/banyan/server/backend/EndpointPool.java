package dev.banyan.server.backend;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The connections of one event loop to one endpoint. Confined to the loop. */
final class EndpointPool {
  final LiveEndpoint endpoint;
  final LoopBackend owner;
  private final ArrayDeque<BackendConnection> idle = new ArrayDeque<>();
  private int load;

  EndpointPool(LiveEndpoint endpoint, LoopBackend owner) {
    this.endpoint = endpoint;
    this.owner = owner;
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

  int idleCount() {
    return idle.size();
  }

  /** The connection used last, unless it was unused for longer than allowed. */
  @Nullable BackendConnection takeIdle(long now, long maxIdleNanos) {
    BackendConnection newest = idle.peekLast();
    if (newest == null || maxIdleNanos == BackendPort.FRESH) {
      return null;
    }
    if (maxIdleNanos != BackendPort.ANY_IDLE && now - newest.idleSinceNanos() > maxIdleNanos) {
      return null;
    }
    return idle.pollLast();
  }

  @Nullable BackendConnection oldestIdle() {
    return idle.peekFirst();
  }

  void addIdle(BackendConnection connection) {
    idle.addLast(connection);
  }

  /** Takes out a connection that was closed or is about to be; false if it was not idle. */
  boolean removeIdle(BackendConnection connection) {
    return idle.removeLastOccurrence(connection);
  }
}
