package dev.banyan.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;

/**
 * Buffers for what is about to be written. Where no direct memory is left, the pipeline is told,
 * whose last handler closes the channel at once, and what was asked for is on the heap and never
 * written: so an exchange ends in order, while an exception in the midst of it would leave it
 * hanging. Confined to the channel's loop.
 */
public final class WriteBuffers {
  private WriteBuffers() {}

  /** An empty buffer with room for so many bytes. */
  public static ByteBuf of(ChannelHandlerContext ctx, int bytes) {
    try {
      return ctx.alloc().ioBuffer(bytes);
    } catch (OutOfMemoryError e) {
      ctx.pipeline().fireExceptionCaught(e);
      return Unpooled.buffer(bytes);
    }
  }

  /**
   * The same bytes in a buffer of about their size, if the one that they are a part of is more than
   * twice as large: it would be kept as a whole until they are taken.
   */
  public static ByteBuf tight(ChannelHandlerContext ctx, ByteBuf bytes) {
    if (whole(bytes).capacity() <= 2 * bytes.readableBytes()) {
      return bytes;
    }
    try {
      return of(ctx, bytes.readableBytes()).writeBytes(bytes);
    } finally {
      bytes.release();
    }
  }

  /** The buffer of which another is a part. */
  static ByteBuf whole(ByteBuf part) {
    ByteBuf whole = part;
    for (ByteBuf next = part.unwrap(); next != null; next = next.unwrap()) {
      whole = next;
    }
    return whole;
  }

  /** The same bytes in direct memory, for Netty would drop in silence what it can't move there. */
  public static ByteBuf direct(ChannelHandlerContext ctx, ByteBuf bytes) {
    if (bytes.isDirect()) {
      return bytes;
    }
    try {
      return of(ctx, bytes.readableBytes()).writeBytes(bytes);
    } finally {
      bytes.release();
    }
  }
}
