package dev.banyan.server.wire;

import dev.banyan.core.http.Trailers;
import io.netty.buffer.ByteBuf;

/** Where a body goes. Confined to its event loop. */
public interface BodySink {
  /** Sends a piece, which is taken over. */
  void sendBody(ByteBuf piece);

  /** Ends the body. */
  void endBody(Trailers trailers);

  /** Whether more may be sent now; while it may not, what is sent is held in memory. */
  boolean writable();

  /** Hands what was sent to the system. */
  void flush();
}
