package dev.banyan.server.listen;

import dev.banyan.core.forward.Peer;
import dev.banyan.server.exchange.ExchangePort;
import dev.banyan.server.transport.AcceptPause;
import dev.banyan.server.transport.Channels;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.server.transport.LoopContext;
import dev.banyan.server.transport.ReceiveBuffers;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** The ports on which clients connect, and the connections that came in. Shared-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // a port that is replaced is closed at leisure
public final class Listeners {
  private static final int BACKLOG = 4096;
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final EventLoops loops;
  private final ListenMeters meters;
  private final ListenContext[] contexts;
  private final AcceptPause pause = new AcceptPause("clients", true);
  private final List<Channel> bound = new ArrayList<>();

  /** Those for one address that a port for all addresses has taken the place of; as bound. */
  private final List<Channel> covered = new ArrayList<>();

  private volatile ClientLimits limits;
  private volatile int maxConnections;

  /**
   * Listeners, none bound.
   *
   * @param handlers makes who takes each loop's requests
   * @param limits bounds on each client
   * @param maxConnections most connections of clients
   */
  public Listeners(
      EventLoops loops,
      Function<LoopContext, ? extends ExchangePort> handlers,
      ListenMeters meters,
      ClientLimits limits,
      int maxConnections) {
    this.loops = loops;
    this.meters = meters;
    this.limits = limits;
    this.maxConnections = maxConnections;
    contexts = new ListenContext[loops.contexts().size()];
    for (LoopContext loop : loops.contexts()) {
      contexts[loop.index()] = new ListenContext(loop, handlers.apply(loop), meters);
    }
  }

  /**
   * Binds a port; blocks until that is done.
   *
   * @return the address, with the port that was chosen if {@code address} asks for any
   * @throws ListenException if the port can not be had
   */
  public InetSocketAddress bind(InetSocketAddress address) throws ListenException {
    synchronized (bound) {
      for (Channel channel : covered) {
        if (address.equals(channel.localAddress())) {
          covered.remove(channel);
          bound.add(channel);
          return address;
        }
      }
    }
    ChannelFuture future = bootstrap().bind(address).awaitUninterruptibly();
    if (!future.isSuccess()) {
      future = besideOwn(address, future);
    }
    if (!future.isSuccess()) {
      throw new ListenException(address, future.cause());
    }
    synchronized (bound) {
      bound.add(future.channel());
    }
    return (InetSocketAddress) future.channel().localAddress();
  }

  /**
   * Binds an address that a port of our own is in the way of, as all addresses are of one of them:
   * only for that moment do both allow each other, so that nobody else's port is ever shared.
   */
  private ChannelFuture besideOwn(InetSocketAddress address, ChannelFuture refused) {
    List<Channel> inTheWay;
    synchronized (bound) {
      inTheWay = bound.stream().filter(own -> overlaps(own, address)).toList();
    }
    boolean allowed =
        !inTheWay.isEmpty()
            && inTheWay.stream()
                .allMatch(own -> own.config().setOption(UnixChannelOption.SO_REUSEPORT, true));
    if (!allowed) {
      return refused;
    }
    ChannelFuture future =
        bootstrap()
            .option(UnixChannelOption.SO_REUSEPORT, true)
            .bind(address)
            .awaitUninterruptibly();
    inTheWay.forEach(own -> own.config().setOption(UnixChannelOption.SO_REUSEPORT, false));
    if (future.isSuccess()) {
      future.channel().config().setOption(UnixChannelOption.SO_REUSEPORT, false);
    }
    return future;
  }

  private static boolean overlaps(Channel own, InetSocketAddress address) {
    return own.localAddress() instanceof InetSocketAddress taken
        && taken.getPort() == address.getPort()
        && !address.isUnresolved()
        && (taken.getAddress().isAnyLocalAddress() || address.getAddress().isAnyLocalAddress());
  }

  private ServerBootstrap bootstrap() {
    return new ServerBootstrap()
        .group(loops.group())
        .channel(loops.serverChannel())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .handler(pause)
        .childOption(ChannelOption.ALLOCATOR, loops.memory().buffers())
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, ReceiveBuffers.sizes())
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childHandler(new Initializer());
  }

  /** Holds clients that connect from now on to other bounds. */
  public void limits(ClientLimits next, int nextMaxConnections) {
    limits = next;
    maxConnections = nextMaxConnections;
  }

  /** The most client connections. */
  public int maxConnections() {
    return maxConnections;
  }

  /** How many times a port had to stop accepting for a moment, since files had run out. */
  public long acceptPauses() {
    return pause.pauses();
  }

  /** What was counted. */
  public ListenMeters meters() {
    return meters;
  }

  /**
   * Closes the port; connections stay. Blocks until that is done, unless another port of our own
   * overlaps it: then one for all addresses is closed a second later, when whoever has reached it
   * is served, and one for a single address goes on as a part of the other.
   */
  public void unbind(InetSocketAddress address) {
    synchronized (bound) {
      List<Channel> closing =
          bound.stream().filter(channel -> address.equals(channel.localAddress())).toList();
      bound.removeAll(closing);
      boolean replaced = bound.stream().anyMatch(other -> overlaps(other, address));
      for (Channel channel : closing) {
        if (replaced && !address.getAddress().isAnyLocalAddress()) {
          covered.add(channel);
        } else if (replaced) {
          channel.eventLoop().schedule(() -> Channels.close(channel), 1, TimeUnit.SECONDS);
        } else {
          channel.close().awaitUninterruptibly();
        }
      }
      if (address.getAddress().isAnyLocalAddress()) {
        covered.removeIf(channel -> overlaps(channel, address) && channel.close() != null);
      }
    }
  }

  /** Closes all ports; connections stay. Blocks until that is done, for two seconds at most. */
  public void unbindAll() {
    synchronized (bound) {
      bound.addAll(covered);
      covered.clear();
      List<ChannelFuture> closing = bound.stream().map(Channel::close).toList();
      long deadline = System.nanoTime() + STUCK_NANOS;
      for (ChannelFuture each : closing) {
        each.awaitUninterruptibly(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
      bound.clear();
    }
  }

  /**
   * From now on every answer closes its connection.
   *
   * @param endUnused whether connections end that bring no request within a second
   */
  public void drain(boolean endUnused) {
    for (ListenContext context : contexts) {
      context.loop().loop().execute(() -> context.drain(endUnused));
    }
  }

  /**
   * Refuses what is under way and what comes from now on, and ends connections without a request by
   * a FIN; some may be open yet, until their clients have taken it. Blocks until that is told to
   * all loops, or for two seconds if one is stuck.
   */
  public void refuse() {
    onAll(ListenContext::refuse);
  }

  /** Cuts all connections; blocks until that is done, or for two seconds if a loop is stuck. */
  public void cut() {
    onAll(ListenContext::cut);
  }

  private void onAll(Consumer<ListenContext> action) {
    List<Future<?>> cuts = new ArrayList<>();
    for (ListenContext context : contexts) {
      EventLoop loop = context.loop().loop();
      if (!loop.isShuttingDown()) {
        cuts.add(loop.submit(() -> action.accept(context)));
      }
    }
    long deadline = System.nanoTime() + STUCK_NANOS;
    for (Future<?> each : cuts) {
      each.awaitUninterruptibly(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
  }

  private final class Initializer extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      if (pause.turnedAway(channel)) {
        return;
      }
      ListenContext context = contexts[loops.contextOf(channel.eventLoop()).index()];
      if (!meters.tryOpen(maxConnections)) {
        turnAway(channel, context);
        return;
      }
      channel.closeFuture().addListener(closed -> meters.closed());
      byte[] address = channel.remoteAddress().getAddress().getAddress();
      Peer peer = new Peer(address, false, channel.localAddress().getPort());
      channel.pipeline().addLast(new ClientConnection(context, limits, peer));
    }

    /** Says so to a few at a time, and to others nothing. */
    private void turnAway(SocketChannel channel, ListenContext context) {
      if (meters.tryFarewell()) {
        channel.closeFuture().addListener(closed -> meters.farewellEnded());
        channel.pipeline().addLast(new Farewell(context));
      } else {
        Channels.close(channel);
      }
    }
  }
}
