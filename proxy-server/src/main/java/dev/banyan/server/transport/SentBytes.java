package dev.banyan.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/** Counts the bytes that go to the socket, below TLS. Confined to its event loop. */
public final class SentBytes extends ChannelOutboundHandlerAdapter {
  private long sum;

  /** The bytes so far, taken by the system or not. */
  public long sum() {
    return sum;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    sum += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
    ctx.write(message, promise);
  }
}
