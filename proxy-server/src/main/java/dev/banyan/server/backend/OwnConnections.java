package dev.banyan.server.backend;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections to backends that belong to one connection of a client alone, since a backend
 * knows the user by the connection: no request of anybody else is ever sent on them. They count as
 * connections of their backends, and end with the client, when they were unused for too long, or
 * when a backend has no place left for another. Confined to the event loop of all of them.
 */
public final class OwnConnections {
  /** The most of one client; beyond it the one that was used longest ago is closed. */
  static final int MOST = 8;

  /** The one that was used longest ago first. */
  private final List<BackendConnection> connections = new ArrayList<>(2);

  private boolean loggingIn;
  private boolean ended;

  /** Those of a client that has none so far. */
  public OwnConnections() {}

  /** Those of nobody: a connection that is given to them serves the request under way and ends. */
  public static OwnConnections ofNobody() {
    OwnConnections nobody = new OwnConnections();
    nobody.ended = true;
    return nobody;
  }

  /** Says whether the one that was used last waits for the client's next word of a login. */
  public void loggingIn(boolean waits) {
    loggingIn = waits;
  }

  /** The client is gone: closes those that carry no request, and the others behind it. */
  public void end() {
    ended = true;
    List.copyOf(connections).stream()
        .filter(connection -> connection.entry().unused())
        .forEach(BackendConnection::close);
    connections.clear();
  }

  /** The one that was used last, if it waits for the client's next word of a login; else null. */
  @Nullable BackendConnection waiting() {
    BackendConnection last =
        loggingIn && !connections.isEmpty() ? connections.get(connections.size() - 1) : null;
    return last != null && last.entry().unused() ? last : null;
  }

  int size() {
    return connections.size();
  }

  /** The one that was used {@code n}-th, counted from the one that was used longest ago. */
  BackendConnection get(int n) {
    return connections.get(n);
  }

  /** Whether a connection is kept for the client. */
  boolean keeps(BackendConnection connection) {
    return !ended && connections.contains(connection);
  }

  /** A connection belongs to the client, and is used now. */
  void use(BackendConnection connection) {
    connections.remove(connection);
    if (ended) {
      return;
    }
    connections.add(connection);
    if (connections.size() > MOST) {
      BackendConnection oldest = connections.remove(0);
      if (oldest.entry().unused()) {
        oldest.close();
      }
    }
  }

  /** A connection has ended. */
  void forget(BackendConnection connection) {
    connections.remove(connection);
  }
}
