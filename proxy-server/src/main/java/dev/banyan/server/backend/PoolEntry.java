package dev.banyan.server.backend;

import dev.banyan.core.backend.Reuse;
import dev.banyan.core.http.KeepAlive;
import dev.banyan.core.http.Leniency;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.server.transport.Timers;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a pool knows of a connection: since when it is unused, how long it may be, and where it
 * leads. Confined to the connection's loop.
 */
final class PoolEntry {
  private static final int STATUS_REQUEST_TIMEOUT = 408;
  private static final long MOMENT_NANOS = 1_000_000_000L;

  private final ConnectionOwner owner;
  private @Nullable InetSocketAddress address;
  private AddressSet knownIn = AddressSet.NONE;
  private long idleSinceNanos;
  private @Nullable OwnConnections own;
  private long usedSinceNanos;
  private boolean busy;
  private boolean rewriteHost;
  private Leniency leniency = Leniency.NONE;
  private boolean holdsPlace = true;
  private boolean reused;
  private long keepNanos = KeepAlive.UNLIMITED;

  /** Of a connection that {@code owner} has opened and that carries no request. */
  PoolEntry(ConnectionOwner owner) {
    this.owner = owner;
  }

  /**
   * The connection is handed to who sends a request on it.
   *
   * @param hostOfEndpoint whether Host will name the endpoint
   * @param allowed what may be odd about its answer
   */
  void lend(boolean hostOfEndpoint, Leniency allowed) {
    busy = true;
    rewriteHost = hostOfEndpoint;
    leniency = allowed;
  }

  /** Whether Host names the endpoint in the request. */
  boolean rewriteHost() {
    return rewriteHost;
  }

  /** What may be odd about the answer. */
  Leniency leniency() {
    return leniency;
  }

  /** Whether the connection carries no request. */
  boolean unused() {
    return !busy;
  }

  /** Whether the connection is one of an endpoint's on this loop. */
  boolean isOf(EndpointPool pool) {
    return pool.equals(owner);
  }

  /** The place of the connection in the budget was taken over by another. */
  void givePlaceAway() {
    holdsPlace = false;
  }

  boolean holdsPlace() {
    return holdsPlace;
  }

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

  /** The connection was unused, and carries a request from now on. */
  void usedSince(long nanos) {
    usedSinceNanos = nanos;
  }

  /** A request was answered: none runs, and the next is not the first on the connection. */
  void reused() {
    busy = false;
    reused = true;
  }

  /** What rules which requests follow each other; null for those of one client alone. */
  @Nullable Reuse reuse() {
    return own == null ? owner.reuse() : null;
  }

  boolean isReused() {
    return reused;
  }

  /**
   * Whether a final head says no more than that the unused connection was closed for want of a
   * request, which crossed with ours (RFC 9110 section 15.5.9). It is an answer where the client
   * has kept the backend waiting for a body.
   *
   * @param written whether the whole request was
   */
  boolean endedBy(ResponseHead head, boolean written, Timers timers) {
    return reused
        && head.status() == STATUS_REQUEST_TIMEOUT
        && !head.keepsAlive()
        && (written || timers.nanos() - usedSinceNanos < MOMENT_NANOS);
  }

  /** When the unused connection must not be used any more. */
  long expiryNanos(long idleTimeoutNanos) {
    return idleSinceNanos + Math.min(idleTimeoutNanos, keepNanos);
  }

  /** Whether it leads to an address that the endpoint's name stands for no longer. */
  boolean gone() {
    AddressSet now = owner.endpoint().addresses();
    if (now.equals(knownIn) || address == null) {
      return false;
    }
    boolean known = now.contains(address);
    knownIn = known ? now : knownIn;
    return !known;
  }
}
