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
