package dev.banyan.server.backend;

import dev.banyan.core.backend.Reuse;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.DirectMemory;
import dev.banyan.server.transport.Faults;
import dev.banyan.server.transport.Timers;

/** Who keeps a connection while it carries no request. Called on the connection's loop. */
interface ConnectionOwner {
  /** Where the connection leads. */
  LiveEndpoint endpoint();

  /** The clock of the connection's loop. */
  Timers timers();

  /** The memory that the connection's buffers come from. */
  DirectMemory memory();

  /** Who is told of faults on the connection's loop. */
  Faults faults();

  /** Whether a request may follow another on the connection. */
  Reuse reuse();

  /** The endpoint has begun to answer a request. */
  void answered();

  /** The endpoint has failed a request that it was sent. */
  void failed(FailureKind kind);

  /** The connection has answered in full and can serve the next request. */
  void released(BackendConnection connection);

  /**
   * The connection was closed.
   *
   * @param busy whether it carried a request
   * @param heldPlace whether a place among all connections was held for it
   */
  void closed(BackendConnection connection, boolean busy, boolean heldPlace);
}
