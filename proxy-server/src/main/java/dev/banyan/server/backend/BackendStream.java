package dev.banyan.server.backend;

import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.server.wire.BodySink;
import dev.banyan.server.wire.BodySource;
import org.jspecify.annotations.Nullable;

/**
 * One request to a backend and its answer. Confined to its event loop.
 *
 * <p>The owner sends one head, then the body if there is one, then the end, and is told of the
 * answer through its {@link BackendListener}. The stream ends with the answer's end, with a
 * failure, or with {@link #cancel()} or {@link #discard}; the owner must not touch it afterwards.
 */
public interface BackendStream extends BodySource, BodySink {
  /** The endpoint as {@code host:port}. */
  String endpoint();

  /**
   * The name of the rule that the answer broke, for which it failed as an invalid one; null if it
   * broke none. It may be asked while the listener is told of the failure.
   */
  default @Nullable String brokenRule() {
    return null;
  }

  /**
   * Sends the request's head, and with it the end if there is no body.
   *
   * @param expect whether the expectation of a 100 is passed on
   */
  void sendHead(RequestHead head, HeaderEdits edits, boolean expect, BackendListener listener);

  /**
   * The connection belongs to one client alone from now on: it never goes back to the others, and
   * ends with that client.
   */
  void belongTo(OwnConnections client);

  /** How many bytes that were sent the system has not taken yet. */
  long pendingBytes();

  /** How many bytes of this request the system has taken; it only grows. */
  long takenBytes();

  /** Gives the request up; the connection is closed and the listener not called any more. */
  void cancel();

  /** As {@link #cancel()}, because the backend kept the request waiting for too long. */
  void timedOut();

  /**
   * As {@link #cancel()}, because the answer begins a login of a connection that is not one user's;
   * the operator hears of it.
   */
  void refuseLogin();

  /**
   * Throws the rest of the answer away: the connection is kept if the rest is short and comes soon,
   * else closed. The listener is not called any more.
   *
   * @param maxBytes how much of a body is worth reading for it
   */
  void discard(int maxBytes);
}
