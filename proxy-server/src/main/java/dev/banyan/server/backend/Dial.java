package dev.banyan.server.backend;

import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.Channels;
import dev.banyan.server.transport.Descriptors;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.server.transport.RenegotiationGuard;
import dev.banyan.server.transport.SentBytes;
import dev.banyan.server.transport.Timers;
import dev.banyan.server.transport.TlsClient;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A connection on its way: TCP, then TLS where it is spoken, at one address of the endpoint after
 * the other until one is open. Each address has the whole {@code connect-timeout}. Confined to its
 * event loop.
 */
final class Dial {
  /** How many addresses of an endpoint one connection tries. */
  static final int MOST_ADDRESSES = 3;

  private static final String SILENCE = "handshake timed out";

  private final LoopContext context;
  private final Bootstrap template;
  private final @Nullable TlsClient tls;
  private final long timeoutNanos;
  private final LiveEndpoint endpoint;
  private final BackendConnection connection;
  private final Connector.OpenListener told;
  private final AddressSet known;
  private final InetSocketAddress[] route;
  private int next;

  Dial(
      LoopContext context,
      Bootstrap template,
      @Nullable TlsClient tls,
      long timeoutNanos,
      LiveEndpoint endpoint,
      BackendConnection connection,
      Connector.OpenListener told) {
    this.context = context;
    this.template = template;
    this.tls = tls;
    this.timeoutNanos = timeoutNanos;
    this.endpoint = endpoint;
    this.connection = connection;
    this.told = told;
    this.known = endpoint.addresses();
    this.route = known.route(MOST_ADDRESSES, context.draw(), context.timers().nanos());
  }

  /** Tries the next address; there is one. */
  void tryNext() {
    Try attempt = new Try(route[next++]);
    ChannelFuture future = template.clone().handler(attempt).connect(attempt.address);
    attempt.begin(future.channel());
    if (future.isDone() && !future.isSuccess()) {
      // Where not even a socket could be made, Netty would tell on a thread that is not this loop.
      context.loop().execute(() -> attempt.connected(future));
    } else {
      future.addListener(done -> attempt.connected(future));
    }
  }

  private void failed(InetSocketAddress address, FailureKind kind) {
    known.failed(address, context.timers().nanos());
    if (next < route.length) {
      tryNext();
    } else {
      told.opened(kind);
    }
  }

  /**
   * One address. Its time is kept here and not by Netty, which would count what passes while this
   * loop stands still: the other end may have stood still with it.
   */
  private final class Try extends ChannelInitializer<Channel> {
    private final InetSocketAddress address;
    private final Timers timers = context.timers();
    private final Alarm alarm = timers.alarm(this::rang);
    private final long sinceNanos = timers.runningNanos();
    private @Nullable Channel opening;
    private @Nullable SentBytes sent;
    private @Nullable SslHandler handshake;
    private boolean late;

    Try(InetSocketAddress address) {
      this.address = address;
    }

    void begin(Channel channel) {
      opening = channel;
      alarm.at(timers.nanos() + timeoutNanos);
    }

    private void rang() {
      long left = sinceNanos + timeoutNanos - timers.runningNanos();
      if (left > 0) {
        alarm.at(timers.nanos() + left);
        return;
      }
      late = true;
      Channel channel = opening;
      if (channel != null) {
        boolean shaking = handshake != null && channel.isActive();
        Channels.close(channel);
        if (shaking) {
          endpoint.tlsFailed(new SslHandshakeTimeoutException(SILENCE), timers.nanos());
        }
      }
      failed(address, FailureKind.CONNECT_TIMEOUT);
    }

    @Override
    protected void initChannel(Channel channel) {
      if (Descriptors.keptBack(channel)) {
        Channels.close(channel);
        return;
      }
      if (tls != null) {
        sent = new SentBytes();
        handshake = tls.handler(channel.alloc(), endpoint.spec());
        handshake.setHandshakeTimeoutMillis(0);
        channel.pipeline().addLast(sent, new RenegotiationGuard(), handshake, new Handshake());
      }
    }

    void connected(ChannelFuture future) {
      if (late) {
        Channels.close(future.channel());
      } else if (!future.isSuccess()) {
        alarm.end();
        failed(address, FailureKind.CONNECT_FAILED);
      } else if (handshake == null) {
        open(future.channel());
      } else {
        handshake.handshakeFuture().addListener(done -> shaken(future.channel(), done));
      }
    }

    private void shaken(Channel channel, Future<?> done) {
      if (late) {
        return;
      }
      if (done.isSuccess() && handshake != null) {
        open(channel);
        channel.pipeline().remove(Handshake.class);
        return;
      }
      alarm.end();
      Channels.close(channel);
      endpoint.tlsFailed(done.cause(), timers.nanos());
      failed(address, FailureKind.TLS_FAILED);
    }

    private void open(Channel channel) {
      alarm.end();
      known.opened(address);
      channel.pipeline().addLast(connection);
      connection.opened(address, sent);
      told.opened(null);
    }
  }

  /** Stands behind TLS until there is a connection; its future tells of every failure. */
  private static final class Handshake extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {}
  }
}
