package dev.banyan.server.admin;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;

/**
 * Tells browsers on every answer, whoever makes it, not to take it for anything but what it says it
 * is: labels of metrics hold text of tables. Shared-safe.
 */
@Sharable
final class NoSniffing extends ChannelOutboundHandlerAdapter {
  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      response.headers().set("X-Content-Type-Options", "nosniff");
    }
    var unused = ctx.write(message, promise);
  }
}
