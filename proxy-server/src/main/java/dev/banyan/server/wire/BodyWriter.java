package dev.banyan.server.wire;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.Trailers;
import dev.banyan.server.transport.Channels;
import dev.banyan.server.transport.WriteBuffers;
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

  /**
   * Writes a piece, which is taken over; does not flush.
   *
   * @return how many bytes were written
   */
  public int piece(ChannelHandlerContext ctx, ByteBuf piece) {
    int bytes = piece.readableBytes();
    if (bytes == 0) {
      piece.release();
      return 0;
    }
    ByteBuf data = WriteBuffers.direct(ctx, piece);
    if (!chunked) {
      Channels.write(ctx, data);
      return bytes;
    }
    ByteBuf size = WriteBuffers.of(ctx, 10);
    Digits.hex(size, bytes);
    size.writeBytes(CRLF);
    int all = size.readableBytes() + bytes + CRLF.length;
    Channels.write(ctx, size);
    Channels.write(ctx, data);
    Channels.write(ctx, CRLF_BUFFER.duplicate());
    return all;
  }

  /** The bytes that end the body, none if its framing needs none; the caller owns them. */
  public ByteBuf ending(ChannelHandlerContext ctx, Trailers trailers) {
    if (!chunked) {
      return Unpooled.EMPTY_BUFFER;
    }
    ByteBuf last = WriteBuffers.of(ctx, 5 + trailers.lines().length);
    return last.writeBytes(LAST_CHUNK).writeBytes(trailers.lines()).writeBytes(CRLF);
  }
}
