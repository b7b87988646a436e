package dev.banyan.server.backend;

import dev.banyan.core.backend.Reuse;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.transport.Channels;
import dev.banyan.server.transport.SentBytes;
import dev.banyan.server.transport.WriteBuffers;
import dev.banyan.server.wire.BodyWriter;
import dev.banyan.server.wire.ConnectionToken;
import dev.banyan.server.wire.HeadWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * The request that a connection carries, on its way to the endpoint; one after the other. Confined
 * to the connection's loop.
 */
final class SentRequest {
  private final BodyWriter writer = new BodyWriter();
  private final Runnable whenWritten;
  private @Nullable SentBytes counter;
  private int serial;
  private long bytes;
  private long counterBefore;
  private long bodyBytes;
  private HttpMethod method = HttpMethod.OTHER;
  private BodyFraming framing = BodyFraming.NONE;
  private boolean last;
  private boolean written;
  private boolean answeredEarly;

  /**
   * No request yet.
   *
   * @param whenWritten is called when the system has taken the last byte of a request, if that is
   *     not over before
   */
  SentRequest(Runnable whenWritten) {
    this.whenWritten = whenWritten;
  }

  /** Counts by {@code below}, through which all bytes go, if TLS makes more of them. */
  void countBy(@Nullable SentBytes below) {
    counter = below;
  }

  /** Whether TLS is spoken. */
  boolean encrypted() {
    return counter != null;
  }

  /**
   * Writes the head, and flushes nothing.
   *
   * @param reuse says whether the backend is told that it is the last request of its connection
   */
  void head(
      ChannelHandlerContext ctx,
      RequestHead head,
      HeaderEdits edits,
      byte[] authority,
      boolean rewriteHost,
      boolean expect,
      @Nullable Reuse reuse) {
    written = false;
    answeredEarly = false;
    serial++;
    bytes = 0;
    bodyBytes = 0;
    method = head.method();
    framing = head.framing();
    last = reuse != null && reuse.endsBehind(method, framing);
    counterBefore = counter == null ? 0 : counter.sum();
    ByteBuf out = WriteBuffers.of(ctx, HeadWriter.sizeHint(head, edits) + authority.length);
    ConnectionToken connection = last ? ConnectionToken.CLOSE : ConnectionToken.NONE;
    HeadWriter.request(out, head, edits, authority, rewriteHost, expect, connection);
    bytes = out.readableBytes();
    writer.begin(framing);
    if (framing.isEmpty()) {
      finish(ctx, out);
    } else {
      Channels.write(ctx, out);
    }
  }

  /** Writes a piece of the body, which is taken over, and flushes nothing. */
  void piece(ChannelHandlerContext ctx, ByteBuf piece) {
    bodyBytes += piece.readableBytes();
    bytes += writer.piece(ctx, piece);
  }

  /** Writes the end of the body, and flushes nothing. */
  void end(ChannelHandlerContext ctx, Trailers trailers) {
    ByteBuf ending = writer.ending(ctx, trailers);
    bytes += ending.readableBytes();
    finish(ctx, ending);
  }

  private void finish(ChannelHandlerContext ctx, ByteBuf end) {
    int mine = serial;
    Channels.write(
        ctx,
        end,
        outcome -> {
          if (mine == serial && outcome.isSuccess()) {
            written = true;
            whenWritten.run();
          }
        });
  }

  /** Whether the system has taken all of it. */
  boolean written() {
    return written;
  }

  /** Its answer begins. */
  void answered() {
    answeredEarly = !written;
  }

  /**
   * Whether another request may follow it on its connection, as far as it is known by this one. Who
   * answers before the end of a body may not read it to its end.
   *
   * @param reuse null where all requests are one client's, so that nobody else's can be harmed
   */
  boolean mayBeFollowed(@Nullable Reuse reuse) {
    if (reuse == null) {
      return written && !last;
    }
    return written
        && !answeredEarly
        && !last
        && !reuse.endsBehind(method, framing)
        && !Reuse.endsBehindBody(bodyBytes);
  }

  /** The bytes that the system has taken, of {@code pending} of which it has not. */
  long takenBytes(long pending) {
    // What TLS adds counts on both sides, or the number would shrink with each record.
    long all = counter == null ? bytes : counter.sum() - counterBefore;
    return all - pending;
  }
}
