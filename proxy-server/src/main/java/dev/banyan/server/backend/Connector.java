package dev.banyan.server.backend;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.server.transport.ReceiveBuffers;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Opens connections to the endpoints of a backend on one event loop. Confined to the loop. */
final class Connector {
  private final LoopBackend owner;
  private final LoopContext context;
  private final Bootstrap template;

  Connector(
      LoopBackend owner,
      LoopContext context,
      Class<? extends Channel> channelType,
      BackendSpec spec) {
    this.owner = owner;
    this.context = context;
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
    InetSocketAddress address = pool.endpoint.address();
    if (address == null) {
      owner.placeReturned();
      listener.leaseFailed(FailureKind.CONNECT_FAILED);
      return null;
    }
    pool.loaded();
    BackendConnection connection = new BackendConnection(pool);
    Opening opening = new Opening(connection, listener);
    ChannelFuture future = template.clone().handler(new Initializer(connection)).connect(address);
    if (future.isDone() && !future.isSuccess()) {
      // Where not even a socket could be made, Netty would tell on a thread that is not this loop.
      context.loop().execute(() -> opening.operationComplete(future));
    } else {
      future.addListener(opening);
    }
    return opening.done ? null : opening;
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
  private static final class Opening implements Lease, ChannelFutureListener {
    private final BackendConnection connection;
    private @Nullable LeaseListener listener;
    private boolean done;

    Opening(BackendConnection connection, LeaseListener listener) {
      this.connection = connection;
      this.listener = listener;
    }

    @Override
    public void cancel() {
      listener = null;
    }

    @Override
    public void operationComplete(ChannelFuture future) {
      done = true;
      LeaseListener waiting = listener;
      EndpointPool pool = connection.pool();
      if (!future.isSuccess()) {
        pool.unloaded();
        pool.owner.placeReturned();
        if (waiting != null) {
          waiting.leaseFailed(reason(future.cause()));
        }
      } else if (waiting == null) {
        connection.opened();
        pool.owner.released(connection);
      } else {
        connection.opened();
        waiting.leased(connection);
      }
    }

    private static FailureKind reason(@Nullable Throwable cause) {
      return cause instanceof ConnectTimeoutException
          ? FailureKind.CONNECT_TIMEOUT
          : FailureKind.CONNECT_FAILED;
    }
  }
}
