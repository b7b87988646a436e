package dev.banyan.server.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;

/** The event loops that carry traffic, on epoll where there is one, else on NIO. Shared-safe. */
public final class EventLoops {
  /** The prefix of the loops' thread names; BlockHound and thread dumps know them by it. */
  public static final String THREAD_PREFIX = "banyan-loop";

  private static final long STOP_MILLIS = 2_000;

  private final LoopGroup group;
  private final List<LoopContext> contexts = new ArrayList<>();
  private final boolean epoll;
  private final DirectMemory memory;

  private EventLoops(int threads, boolean epoll, ByteBufAllocator buffers) {
    Descriptors.learn();
    this.epoll = epoll;
    this.memory = new DirectMemory(buffers);
    Faults faults = new Faults();
    IoHandlerFactory io = epoll ? SteadyEpollHandler.newFactory() : NioIoHandler.newFactory();
    this.group = new LoopGroup(threads, new DefaultThreadFactory(THREAD_PREFIX), io);
    group()
        .forEach(loop ->
            contexts.add(new LoopContext(contexts.size(), (EventLoop) loop, memory, faults)));
  }

  /**
   * Starts loops.
   *
   * @param threads how many, 1 or more
   */
  public static EventLoops start(int threads) {
    return start(threads, Epoll.isAvailable(), ByteBufAllocator.DEFAULT);
  }

  /** Starts loops on NIO, whatever else there is. */
  public static EventLoops startNio(int threads) {
    return start(threads, false, ByteBufAllocator.DEFAULT);
  }

  /**
   * Starts loops.
   *
   * @param epoll whether they use epoll, which must be there
   * @param buffers where connections get their buffers
   */
  public static EventLoops start(int threads, boolean epoll, ByteBufAllocator buffers) {
    return new EventLoops(threads, epoll, buffers);
  }

  /** The contexts of all loops, by their number. */
  public List<LoopContext> contexts() {
    return List.copyOf(contexts);
  }

  /** The context of a loop of this group. */
  public LoopContext contextOf(EventLoop loop) {
    for (LoopContext context : contexts) {
      if (context.loop().equals(loop)) {
        return context;
      }
    }
    throw new IllegalArgumentException("loop: of another group (expected: of this group)");
  }

  /** The memory of the connections' buffers. */
  public DirectMemory memory() {
    return memory;
  }

  /** The group, for bootstraps. */
  public MultiThreadIoEventLoopGroup group() {
    return group.group();
  }

  /** The transport's name: epoll or nio. */
  public String transport() {
    return epoll ? "epoll" : "nio";
  }

  /** The class of listening channels. */
  public Class<? extends ServerChannel> serverChannel() {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  /** The class of connections to backends. */
  public Class<? extends Channel> clientChannel() {
    return epoll ? EpollSocketChannel.class : NioClientChannel.class;
  }

  /** Stops the loops; what still runs on them is cut, and all channels are closed. */
  public Future<?> stop() {
    return group.stop(STOP_MILLIS);
  }
}
