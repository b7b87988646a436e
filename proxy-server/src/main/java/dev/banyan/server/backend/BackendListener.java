package dev.banyan.server.backend;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.resilience.FailureKind;
import io.netty.buffer.ByteBuf;

/**
 * Is told of the answer to a request. Called on the stream's event loop, and never from within a
 * call of the stream's owner, but for {@link #requestWritten} and {@link #backendWritable}, to
 * which a flush may lead at once.
 */
public interface BackendListener {
  /** The last byte of the request was handed to the system. */
  void requestWritten();

  /** The stream is writable again. */
  void backendWritable();

  /** An interim answer came; a 101 never does. */
  void informational(ResponseHead head);

  /** The final head came. */
  void responseHead(ResponseHead head, BodyFraming framing);

  /** A piece of the answer's body came; the listener owns it. */
  void responseBody(ByteBuf piece);

  /** The answer is complete; the stream has ended. */
  void responseEnd(Trailers trailers);

  /** What arrived together has been told: a good moment to flush. */
  void responseReadComplete();

  /**
   * The backend has closed or reset the connection before the end of its answer, or is found to
   * have; what it sent before may still be told.
   *
   * @param holds whether bytes of the request were held that the system had not taken
   * @return whether the client let the backend wait at this moment, so that a failure that follows
   *     is not the backend's
   */
  default boolean backendClosing(boolean holds) {
    return false;
  }

  /** The stream has failed and ended. */
  void backendFailed(FailureKind kind);
}
