package dev.banyan.server.wire;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.transport.Channels;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;

/** Writes a body to a connection as its framing says. Confined to one connection. */
public final class BodyWriter {
  private static final byte[] CRLF = Ascii.bytes("\r\n");
  private static final byte[] LAST_CHUNK = Ascii.bytes("0\r\n");
  private static final ByteBuf CRLF_BUFFER =
      Unpooled.unreleasableBuffer(Unpooled.directBuffer(2).writeBytes(CRLF).asReadOnly());

  private boolean chunked;

  /** Prepares for a body. */
  public void begin(BodyFraming framing) {
    chunked = framing.kind() == BodyFraming.Kind.CHUNKED;
  }

  /** Writes a piece, which is taken over; does not flush. */
  public void piece(ChannelHandlerContext ctx, ByteBuf piece) {
    if (!chunked) {
      Channels.write(ctx, piece);
      return;
    }
    if (!piece.isReadable()) {
      piece.release();
      return;
    }
    ByteBuf size = ctx.alloc().ioBuffer(10);
    Digits.hex(size, piece.readableBytes());
    Channels.write(ctx, size.writeBytes(CRLF));
    Channels.write(ctx, piece);
    Channels.write(ctx, CRLF_BUFFER.duplicate());
  }

  /** Writes what ends the body, if anything does; does not flush. */
  public void end(ChannelHandlerContext ctx, Trailers trailers) {
    if (chunked) {
      ByteBuf last = ctx.alloc().ioBuffer(5 + trailers.lines().length);
      last.writeBytes(LAST_CHUNK).writeBytes(trailers.lines()).writeBytes(CRLF);
      Channels.write(ctx, last);
    }
  }
}
