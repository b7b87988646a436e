package dev.banyan.server.admin;

import dev.banyan.server.transport.AcceptPause;
import dev.banyan.server.transport.BindFailures;
import dev.banyan.server.transport.LoopGroup;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Serves metrics and health over HTTP/1.1 on a port and an event loop of its own, so that a slow
 * scrape holds up no traffic. {@link WriteAccess} says who may change anything. Shared-safe.
 */
public final class AdminServer implements AutoCloseable {
  private static final int BACKLOG = 64;

  /** Also bounds what one write copies to outside of the heap, of which little may be left. */
  private static final int SEND_BYTES = 128 << 10;

  private static final AdminPatience PATIENCE = new AdminPatience(5_000, 75_000);
  private static final long CLOSING_MILLIS = 500;

  private final String host;
  private final LoopGroup group;
  private final Channel channel;

  private AdminServer(String host, LoopGroup group, Channel channel) {
    this.host = host;
    this.group = group;
    this.channel = channel;
  }

  /**
   * A server that listens.
   *
   * @param host the address or name to bind
   * @param port 0 for any free one
   * @throws IOException if the address can't be bound, with a message that names it
   */
  public static AdminServer start(String host, int port, AdminContext context) throws IOException {
    return start(host, port, new AdminPages(context), PATIENCE);
  }

  static AdminServer start(String host, int port, AdminPages pages, AdminPatience patience)
      throws IOException {
    LoopGroup group = new LoopGroup(1, AdminThread::new, NioIoHandler.newFactory());
    InetSocketAddress address = new InetSocketAddress(host, port);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(group.group())
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .handler(new AcceptPause("connections of the admin port", false))
            .childOption(ChannelOption.ALLOCATOR, AdminBuffers.ALL)
            .childOption(ChannelOption.SO_SNDBUF, SEND_BYTES)
            .childHandler(new AdminPipeline(pages, patience))
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      group.stop(CLOSING_MILLIS).awaitUninterruptibly(2 * CLOSING_MILLIS);
      throw new IOException("admin: " + BindFailures.line(address, bound.cause()), bound.cause());
    }
    return new AdminServer(host, group, bound.channel());
  }

  /** The address that is bound, by the host that was asked for. */
  public InetSocketAddress address() {
    return new InetSocketAddress(host, port());
  }

  /** The port that is bound. */
  public int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Closes the listener and all connections, and ends the thread. */
  @Override
  public void close() {
    channel.close().awaitUninterruptibly(CLOSING_MILLIS);
    group.stop(CLOSING_MILLIS).awaitUninterruptibly(2 * CLOSING_MILLIS);
  }
}
