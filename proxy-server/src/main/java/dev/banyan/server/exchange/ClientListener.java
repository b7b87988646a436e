package dev.banyan.server.exchange;

import dev.banyan.core.http.Trailers;
import io.netty.buffer.ByteBuf;

/**
 * Who answers one request of a client: it is told what comes of the request, and what becomes of
 * the client, until it has ended the {@link ClientStream} or the client is gone. Confined to its
 * event loop.
 */
public interface ClientListener {
  /** Begins to answer. Only the end of a request that has no body is told before. */
  void start();

  /** A piece of the request's body came, while it was demanded; it is taken over. */
  void requestBody(ByteBuf piece);

  /** The request is complete; it is told once, behind the last piece even without a demand. */
  void requestEnd(Trailers trailers);

  /** What arrived together of the request has been told. */
  void requestReadComplete();

  /** The client's connection takes more again. */
  void clientWritable();

  /** The client has left: nothing can be sent any more, and nothing else is told. */
  void clientGone();

  /**
   * The request turned out to be one that Banyan refuses, or Banyan has to stop: the stream must be
   * ended before this returns.
   *
   * @param status of the answer, if none has begun
   * @param reason in a word, for the log
   */
  void refuse(int status, String reason);

  /** The status with which a request is refused that no answer has begun to, if Banyan stops. */
  default int statusIfCut() {
    return 503;
  }

  /** The alarm of the stream rang. */
  void alarmRang();
}
