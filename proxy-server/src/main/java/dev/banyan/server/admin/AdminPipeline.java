package dev.banyan.server.admin;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.WriteTimeoutHandler;

/**
 * Sets up the connections of the admin port: 64 at most, small heads, no bodies to speak of.
 * Confined to the admin loop.
 */
@Sharable
final class AdminPipeline extends ChannelInitializer<Channel> {
  private static final int LINE_BYTES = 16 << 10;
  private static final int HEAD_BYTES = 8 << 10;
  private static final int BODY_BYTES = 4 << 10;
  private static final int WRITE_SECONDS = 30;

  private final NoSniffing noSniffing = new NoSniffing();
  private final AdminPages pages;
  private final AdminPatience patience;
  private final AdminConnections connections =
      new AdminConnections(Runtime.getRuntime().maxMemory() / 16);

  AdminPipeline(AdminPages pages, AdminPatience patience) {
    this.pages = pages;
    this.patience = patience;
  }

  @Override
  protected void initChannel(Channel channel) {
    AdminHandler handler = new AdminHandler(pages, patience, connections);
    HttpDecoderConfig limits =
        new HttpDecoderConfig().setMaxInitialLineLength(LINE_BYTES).setMaxHeaderSize(HEAD_BYTES);
    channel
        .pipeline()
        .addLast(
            new WriteTimeoutHandler(WRITE_SECONDS),
            new HttpServerCodec(limits),
            noSniffing,
            new HttpObjectAggregator(BODY_BYTES, true),
            handler);
  }
}
