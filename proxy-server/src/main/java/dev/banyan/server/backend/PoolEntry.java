package dev.banyan.server.backend;

import dev.banyan.core.http.KeepAlive;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a pool knows of a connection: since when it is unused, how long it may be, and where it
 * leads. Confined to the connection's loop.
 */
final class PoolEntry {
  private @Nullable InetSocketAddress address;
  private AddressSet knownIn = AddressSet.NONE;
  private long idleSinceNanos;
  private @Nullable OwnConnections own;
  private long keepNanos = KeepAlive.UNLIMITED;

  /** The connection leads to {@code to}. */
  void leadsTo(InetSocketAddress to) {
    address = to;
  }

  /** The backend keeps the connection that long. */
  void keptFor(long nanos) {
    keepNanos = nanos;
  }

  /** The connection is unused from now on. */
  void idleSince(long nanos) {
    idleSinceNanos = nanos;
  }

  long idleSinceNanos() {
    return idleSinceNanos;
  }

  /** The connection belongs to one client alone. */
  void belongsTo(OwnConnections client) {
    own = client;
  }

  /** Whose it is, if it belongs to one client alone. */
  @Nullable OwnConnections own() {
    return own;
  }

  /** When the unused connection must not be used any more. */
  long expiryNanos(long idleTimeoutNanos) {
    return idleSinceNanos + Math.min(idleTimeoutNanos, keepNanos);
  }

  /** Whether it leads to an address that the endpoint's name stands for no longer. */
  boolean gone(AddressSet now) {
    if (now.equals(knownIn) || address == null) {
      return false;
    }
    boolean known = now.contains(address);
    knownIn = known ? now : knownIn;
    return !known;
  }
}
