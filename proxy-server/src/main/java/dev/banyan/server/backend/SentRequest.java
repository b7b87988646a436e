package dev.banyan.server.backend;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.transport.Channels;
import dev.banyan.server.transport.SentBytes;
import dev.banyan.server.transport.WriteBuffers;
import dev.banyan.server.wire.BodyWriter;
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
  private final Runnable written;
  private @Nullable SentBytes counter;
  private int serial;
  private long bytes;
  private long counterBefore;
  private boolean ended;

  /**
   * No request yet.
   *
   * @param written is called when the system has taken the last byte of a request, if that is not
   *     over before
   */
  SentRequest(Runnable written) {
    this.written = written;
  }

  /** Counts by {@code below}, through which all bytes go, if TLS makes more of them. */
  void countBy(@Nullable SentBytes below) {
    counter = below;
  }

  /** Whether TLS is spoken. */
  boolean encrypted() {
    return counter != null;
  }

  /** Writes the head, and flushes nothing. */
  void head(
      ChannelHandlerContext ctx,
      RequestHead head,
      HeaderEdits edits,
      byte[] authority,
      boolean rewriteHost,
      boolean expect) {
    ended = false;
    serial++;
    bytes = 0;
    counterBefore = counter == null ? 0 : counter.sum();
    ByteBuf out = WriteBuffers.of(ctx, HeadWriter.sizeHint(head, edits) + authority.length);
    HeadWriter.request(out, head, edits, authority, rewriteHost, expect);
    bytes = out.readableBytes();
    BodyFraming framing = head.framing();
    writer.begin(framing);
    if (framing.isEmpty()) {
      last(ctx, out);
    } else {
      Channels.write(ctx, out);
    }
  }

  /** Writes a piece of the body, which is taken over, and flushes nothing. */
  void piece(ChannelHandlerContext ctx, ByteBuf piece) {
    bytes += writer.piece(ctx, piece);
  }

  /** Writes the end of the body, and flushes nothing. */
  void end(ChannelHandlerContext ctx, Trailers trailers) {
    ByteBuf ending = writer.ending(ctx, trailers);
    bytes += ending.readableBytes();
    last(ctx, ending);
  }

  private void last(ChannelHandlerContext ctx, ByteBuf last) {
    ended = true;
    int mine = serial;
    Channels.write(
        ctx,
        last,
        outcome -> {
          if (mine == serial && outcome.isSuccess()) {
            written.run();
          }
        });
  }

  /** Whether all of it was written. */
  boolean ended() {
    return ended;
  }

  /** The bytes written, without what TLS adds. */
  long bytes() {
    return bytes;
  }

  /** The bytes that the system has taken, of {@code pending} of which it has not. */
  long takenBytes(long pending) {
    // What TLS adds counts on both sides, or the number would shrink with each record.
    long all = counter == null ? bytes : counter.sum() - counterBefore;
    return all - pending;
  }
}
