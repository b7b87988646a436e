package dev.banyan.server.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * Closes a connection whose peer begins a second handshake, which TLS 1.2 allows and the JDK can't
 * be told to refuse. Confined to its event loop.
 */
public final class RenegotiationGuard extends ChannelInboundHandlerAdapter {
  private final SSLEngine engine;

  private RenegotiationGuard(SSLEngine engine) {
    this.engine = engine;
  }

  /** Watches a connection whose first handshake is over; TLS 1.3 knows no second one. */
  public static void watch(ChannelHandlerContext behind, SSLEngine engine) {
    if (!engine.getSession().getProtocol().equals("TLSv1.3")) {
      behind.pipeline().addAfter(behind.name(), null, new RenegotiationGuard(engine));
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
      Channels.close(ctx.channel());
    }
    ctx.fireChannelReadComplete();
  }
}
