package dev.banyan.server.backend;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.http.Leniency;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.server.transport.ReceiveBuffers;
import dev.banyan.server.transport.TlsClient;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.resolver.NoopAddressResolverGroup;
import org.jspecify.annotations.Nullable;

/** Opens connections to the endpoints of a backend on one event loop. Confined to the loop. */
final class Connector {
  private final LoopContext context;
  private final Bootstrap template;
  private final @Nullable TlsClient tls;
  private final long timeoutNanos;
  private final boolean rewriteHost;
  private final Leniency leniency;

  Connector(
      LoopContext context,
      Class<? extends Channel> channelType,
      BackendSpec spec,
      @Nullable TlsClient tls) {
    this.context = context;
    this.tls = tls;
    this.timeoutNanos = spec.connectTimeout().toNanos();
    this.rewriteHost = spec.rewriteHost();
    this.leniency = spec.lenient();
    this.template =
        new Bootstrap()
            .group(context.loop())
            .channel(channelType)
            .resolver(NoopAddressResolverGroup.INSTANCE)
            .option(ChannelOption.ALLOCATOR, context.memory().buffers())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.RECVBUF_ALLOCATOR, ReceiveBuffers.sizes())
            .option(ChannelOption.SO_KEEPALIVE, true)
            // A failed write must not close: an answer may have come before the reset.
            .option(ChannelOption.AUTO_CLOSE, false)
            // The dial keeps the time itself.
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0);
  }

  /** What may be odd about answers. */
  Leniency leniency() {
    return leniency;
  }

  /**
   * Opens a connection to an endpoint of which an address is known; a place in the budget is held
   * for it.
   *
   * @param listener is called on the loop, and not before this returns
   * @return what cancels the wait
   */
  Lease connect(EndpointPool pool, LeaseListener listener) {
    pool.loaded();
    BackendConnection connection = new BackendConnection(pool);
    Opening opening = new Opening(connection, pool, listener);
    open(connection, pool.endpoint(), opening);
    return opening;
  }

  /**
   * Opens a connection: the way in which all are opened, also those that no exchange uses.
   *
   * @param endpoint of which an address is known
   * @param told is called on the loop, once, and not before this returns
   */
  void open(BackendConnection connection, LiveEndpoint endpoint, OpenListener told) {
    new Dial(context, template, tls, timeoutNanos, endpoint, connection, told).tryNext();
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

  /** A connection that opens, and who waits for it. */
  private final class Opening implements Lease, OpenListener {
    private final BackendConnection connection;
    private final EndpointPool pool;
    private @Nullable LeaseListener listener;

    Opening(BackendConnection connection, EndpointPool pool, LeaseListener listener) {
      this.connection = connection;
      this.pool = pool;
      this.listener = listener;
    }

    @Override
    public void cancel() {
      listener = null;
    }

    @Override
    public void opened(@Nullable FailureKind failure) {
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
      if (waiting == null) {
        connection.entry().reused();
        pool.released(connection);
      } else {
        connection.entry().lend(rewriteHost, leniency);
        waiting.leased(connection);
      }
    }
  }
}
