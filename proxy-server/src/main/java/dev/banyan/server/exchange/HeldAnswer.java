package dev.banyan.server.exchange;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A side's answer that is kept until it is known whether the client gets it. A short body is kept
 * with it; a longer one is left out. Confined to its event loop.
 */
final class HeldAnswer {
  /** The longest body that is kept. */
  static final int LONGEST_BODY = 8 << 10;

  private final ResponseHead head;
  private final HeaderEdits.Builder edits;
  private final BodyFraming framing;
  private @Nullable ByteArrayOutputStream body = new ByteArrayOutputStream();
  private Trailers trailers = Trailers.NONE;

  /**
   * An answer of which the head has come.
   *
   * @param edits what is changed of it on its way to the client
   */
  HeldAnswer(ResponseHead head, HeaderEdits.Builder edits, BodyFraming framing) {
    this.head = head;
    this.edits = edits;
    this.framing = framing;
  }

  /** Keeps a copy of a piece of the body, and releases it; false if the body is now too long. */
  boolean keep(ByteBuf piece) {
    ByteArrayOutputStream kept = body;
    if (kept == null || kept.size() + piece.readableBytes() > LONGEST_BODY) {
      piece.release();
      return false;
    }
    byte[] bytes = new byte[piece.readableBytes()];
    piece.readBytes(bytes);
    piece.release();
    kept.writeBytes(bytes);
    return true;
  }

  /** The body is complete. */
  void end(Trailers received) {
    trailers = received;
  }

  /** Leaves the body out, of which not all will come. */
  void leaveBodyOut() {
    body = null;
    edits.remove("content-encoding");
  }

  ResponseHead head() {
    return head;
  }

  /** What is changed of the head. */
  HeaderEdits edits() {
    return edits.build();
  }

  /** How the body ends, as far as it is there. */
  BodyFraming framing() {
    return body == null && !framing.isEmpty() ? BodyFraming.fixed(0) : framing;
  }

  /** The body; empty if there is none, or it is left out. */
  byte[] body() {
    return body == null ? new byte[0] : body.toByteArray();
  }

  Trailers trailers() {
    return trailers;
  }
}
