package dev.banyan.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.SocketChannel;
import java.util.function.ToLongFunction;

/** Operations on channels whose outcome comes back as an event of the channel. Stateless. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
public final class Channels {
  private Channels() {}

  /** Writes without flushing; the message is taken over. */
  public static void write(ChannelHandlerContext ctx, Object message) {
    ctx.write(message, ctx.voidPromise());
  }

  /** Writes without flushing, and tells {@code written} the outcome. */
  public static void write(
      ChannelHandlerContext ctx, Object message, ChannelFutureListener written) {
    ctx.write(message).addListener(written);
  }

  /** Says whether a channel reads. */
  public static void reading(Channel channel, boolean wanted) {
    if (channel.config().isAutoRead() != wanted) {
      channel.config().setAutoRead(wanted);
    }
  }

  /** Closes a channel. */
  public static void close(Channel channel) {
    channel.close();
  }

  /**
   * Closes the channel of a handler; those behind it, TLS above all, are told when it is closed but
   * not asked.
   */
  public static void closeBelow(ChannelHandlerContext ctx) {
    ctx.close();
  }

  /** Closes a channel so that the peer gets a RST, and can't take what it has for whole. */
  public static void reset(Channel channel) {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }

  /** Sends a FIN behind what was written, and goes on reading. */
  public static void shutdownOutput(Channel channel) {
    if (channel instanceof SocketChannel socket) {
      socket.shutdownOutput();
    } else {
      channel.close();
    }
  }

  /** Whether bytes were written that the system has not taken yet. */
  public static boolean hasPending(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer != null && !buffer.isEmpty();
  }

  /** Whether an open channel has bytes that the system has not taken yet, or refused to take. */
  public static boolean holds(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null || !buffer.isEmpty();
  }

  /** What is held for bytes that were written and that the system has not taken yet. */
  public static long heldBytes(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /**
   * What is held beside the bytes that were flushed: the rest of the buffers that they are parts
   * of. Counts message by message.
   */
  @SuppressWarnings("ReferenceEquality") // Two buffers that hold the same bytes are equal.
  public static long heldBesideBytes(Channel channel) {
    ByteBuf[] last = {Unpooled.EMPTY_BUFFER};
    return sum(
        channel,
        bytes -> {
          ByteBuf whole = WriteBuffers.whole(bytes);
          long held = whole == last[0] ? 0 : whole.capacity();
          last[0] = whole;
          return held - bytes.readableBytes();
        });
  }

  /** How many bytes were flushed that the system has not taken yet. Counts message by message. */
  public static long pendingBytes(Channel channel) {
    return sum(channel, ByteBuf::readableBytes);
  }

  private static long sum(Channel channel, ToLongFunction<ByteBuf> of) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    if (buffer == null || buffer.isEmpty()) {
      return 0;
    }
    long[] sum = new long[1];
    try {
      buffer.forEachFlushedMessage(message -> {
        sum[0] += message instanceof ByteBuf bytes ? of.applyAsLong(bytes) : 0;
        return true;
      });
    } catch (Exception e) {
      throw new IllegalStateException("outbound buffer: not readable (expected: readable)", e);
    }
    return sum[0];
  }
}
