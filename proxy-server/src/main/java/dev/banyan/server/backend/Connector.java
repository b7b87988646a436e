package dev.banyan.server.backend;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.server.transport.ReceiveBuffers;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Opens connections to the endpoints of a backend on one event loop. Confined to the loop. */
final class Connector {
  private final LoopContext context;
  private final Bootstrap template;
  private final boolean rewriteHost;

  Connector(LoopContext context, Class<? extends Channel> channelType, BackendSpec spec) {
    this.context = context;
    this.rewriteHost = spec.rewriteHost();
    this.template =
        new Bootstrap()
            .group(context.loop())
            .channel(channelType)
            .resolver(NoopAddressResolverGroup.INSTANCE)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.RECVBUF_ALLOCATOR, ReceiveBuffers.sizes())
            .option(ChannelOption.SO_KEEPALIVE, true)
            // A failed write must not close: an answer may have come before the reset.
            .option(ChannelOption.AUTO_CLOSE, false)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                Math.toIntExact(Math.max(1, spec.connectTimeout().toMillis())));
  }

  /**
   * Opens a connection; a place in the budget is held for it.
   *
   * @return what cancels the wait; null if the listener was called already
   */
  @Nullable Lease connect(EndpointPool pool, LeaseListener listener) {
    InetSocketAddress address = pool.endpoint().address();
    if (address == null) {
      pool.owner().placeReturned();
      listener.leaseFailed(FailureKind.CONNECT_FAILED);
      return null;
    }
    pool.loaded();
    BackendConnection connection = new BackendConnection(pool);
    Opening opening = new Opening(connection, pool, rewriteHost, listener);
    open(connection, address, opening);
    return opening.done ? null : opening;
  }

  /**
   * Opens a connection: the way in which all are opened, also those that no exchange uses.
   *
   * @param told is called on the loop, once
   */
  void open(BackendConnection connection, InetSocketAddress to, OpenListener told) {
    ChannelFuture future = template.clone().handler(new Initializer(connection)).connect(to);
    if (future.isDone() && !future.isSuccess()) {
      // Where not even a socket could be made, Netty would tell on a thread that is not this loop.
      context.loop().execute(() -> told.opened(failure(future)));
    } else {
      future.addListener(done -> told.opened(failure(future)));
    }
  }

  private static @Nullable FailureKind failure(ChannelFuture future) {
    if (future.isSuccess()) {
      return null;
    }
    return future.cause() instanceof ConnectTimeoutException
        ? FailureKind.CONNECT_TIMEOUT
        : FailureKind.CONNECT_FAILED;
  }

  /** Is told how a connection opened. */
  interface OpenListener {
    /**
     * The connection is open, or will never be.
     *
     * @param failure why it is not; null if it is
     */
    void opened(@Nullable FailureKind failure);
  }

  private static final class Initializer extends ChannelInitializer<Channel> {
    private final BackendConnection connection;

    Initializer(BackendConnection connection) {
      this.connection = connection;
    }

    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(connection);
    }
  }

  /** A connection that opens, and who waits for it. */
  private static final class Opening implements Lease, OpenListener {
    private final BackendConnection connection;
    private final EndpointPool pool;
    private final boolean rewriteHost;
    private @Nullable LeaseListener listener;
    private boolean done;

    Opening(
        BackendConnection connection,
        EndpointPool pool,
        boolean rewriteHost,
        LeaseListener listener) {
      this.connection = connection;
      this.pool = pool;
      this.rewriteHost = rewriteHost;
      this.listener = listener;
    }

    @Override
    public void cancel() {
      listener = null;
    }

    @Override
    public void opened(@Nullable FailureKind failure) {
      done = true;
      LeaseListener waiting = listener;
      if (failure != null) {
        pool.unloaded();
        pool.failed(failure);
        pool.owner().placeReturned();
        if (waiting != null) {
          waiting.leaseFailed(failure);
        }
        return;
      }
      connection.lend(rewriteHost);
      if (waiting == null) {
        pool.released(connection);
      } else {
        waiting.leased(connection);
      }
    }
  }
}
