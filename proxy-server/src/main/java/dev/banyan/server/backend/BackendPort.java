package dev.banyan.server.backend;

import org.jspecify.annotations.Nullable;

/** A backend as an exchange sees it on its event loop. Confined to the loop. */
public interface BackendPort {
  /** Any pooled connection will do. */
  long ANY_IDLE = Long.MAX_VALUE;

  /** Only a connection that is opened for the request will do. */
  long FRESH = 0;

  /** The backend's name in the table. */
  String name();

  /** How many endpoints there are. */
  int endpointCount();

  /** Whether no endpoint passes its checks; all are picked from nevertheless. */
  boolean allDown();

  /**
   * Picks an endpoint.
   *
   * @param tried a bit for each endpoint that must not be taken again
   * @return its number, or -1 if none is left
   */
  int pick(long tried);

  /**
   * A stream on a connection that belongs to the client alone, however long it was unused; null if
   * there is none to one of the endpoints.
   */
  @Nullable BackendStream takeOwn(OwnConnections client);

  /** Whether an endpoint waits for the client's next word of a login. */
  boolean isLoggingIn(OwnConnections client);

  /** Whether a connection may belong to a connection of a trusted proxy. */
  boolean ownedByProxies();

  /**
   * Asks for a stream to an endpoint. The listener is called exactly once unless the lease is
   * cancelled, perhaps before this returns.
   *
   * @param maxIdleNanos how long a pooled connection may have been unused, or {@link #FRESH}
   * @return what cancels the lease; null if the listener was called already
   */
  @Nullable Lease lease(int endpoint, long maxIdleNanos, LeaseListener listener);
}
