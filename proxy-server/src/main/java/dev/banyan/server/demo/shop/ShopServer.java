package dev.banyan.server.demo.shop;

import dev.banyan.core.split.Side;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of the two shops, on a loopback port. Shared-safe: what changes is confined to one event
 * loop.
 */
public final class ShopServer implements AutoCloseable {
  private static final int MOST_BODY_BYTES = 64 << 10;
  private static final long REBIND_MILLIS = 50;

  private final ServerBootstrap bootstrap;
  private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
  private final EventLoop acceptor;
  private final InetSocketAddress address;
  private @Nullable Channel listener;
  private boolean wanted = true;
  private volatile long refusedNanos = Long.MIN_VALUE;

  private ShopServer(EventLoop loop, ShopHandler handler, int port) {
    acceptor = loop;
    bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(initializer(handler, connections));
    InetSocketAddress wish = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Channel bound = bootstrap.bind(wish).syncUninterruptibly().channel();
    address = (InetSocketAddress) bound.localAddress();
    listener = bound;
  }

  /**
   * Starts the old shop.
   *
   * @param port 0 for any
   */
  public static ShopServer legacy(EventLoop loop, ShopStore store, RequestLedger ledger, int port) {
    return new ShopServer(
        loop, new ShopHandler(Side.LEGACY, store, ledger, new FaultSwitch(), 0), port);
  }

  /**
   * Starts the new shop.
   *
   * @param faults what is wrong with it
   * @param slowMillis how long an answer takes while it is slow
   * @param port 0 for any
   */
  public static ShopServer fresh(
      EventLoop loop,
      ShopStore store,
      RequestLedger ledger,
      FaultSwitch faults,
      long slowMillis,
      int port) {
    ShopServer server =
        new ShopServer(loop, new ShopHandler(Side.NEW, store, ledger, faults, slowMillis), port);
    faults.onChange(fault -> server.listening(fault != Fault.REFUSE));
    return server;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return address;
  }

  /**
   * When it last cut all its connections, in nanoseconds of {@link System#nanoTime}; {@link
   * Long#MIN_VALUE} if it never has.
   */
  public long refusedNanos() {
    return refusedNanos;
  }

  @Override
  public void close() {
    listening(false);
  }

  private void listening(boolean wish) {
    acceptor.execute(() -> {
      wanted = wish;
      if (wish) {
        rebind();
      } else {
        refuse();
      }
    });
  }

  private void refuse() {
    Channel open = listener;
    if (open != null) {
      listener = null;
      Sockets.close(open);
      refusedNanos = System.nanoTime();
      connections.forEach(Sockets::reset);
    }
  }

  /** Listens again on the same port; somebody may have taken it, for a while. */
  private void rebind() {
    if (!wanted || listener != null) {
      return;
    }
    ChannelFuture bound = bootstrap.bind(address);
    listener = bound.channel();
    bound.addListener(done -> {
      if (!done.isSuccess() && Objects.equals(listener, bound.channel())) {
        listener = null;
        Sockets.later(bound.channel(), REBIND_MILLIS, this::rebind);
      }
    });
  }

  private static ChannelHandler initializer(ShopHandler handler, ChannelGroup connections) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        connections.add(channel);
        channel
            .pipeline()
            .addLast(new HttpServerCodec(), new HttpObjectAggregator(MOST_BODY_BYTES), handler);
      }
    };
  }
}
