package dev.banyan.server.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawClient;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiveBuffersTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long QUIET_NANOS = 300_000_000;
  private static final int SENT = 256 << 10;
  private static final int TWO_READS = 64 << 10;

  private final AtomicLong received = new AtomicLong();
  private volatile long changedNanos;
  private volatile Channel accepted;
  private volatile boolean ended;

  /** Turns reading off with the first bytes. */
  private final class Pausing extends ChannelInboundHandlerAdapter {
    private boolean pausedOnce;

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      accepted = ctx.channel();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      received.addAndGet(bytes.readableBytes());
      bytes.release();
      changedNanos = System.nanoTime();
      if (!pausedOnce) {
        pausedOnce = true;
        Channels.reading(ctx.channel(), false);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      ended |= event instanceof ChannelInputShutdownEvent;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingIsReadWhileReadingIsOffThoughAFinHasCome(boolean epoll) {
    EventLoops loops = epoll && Epoll.isAvailable() ? EventLoops.start(1) : EventLoops.startNio(1);
    Channel listener =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.serverChannel())
            .option(ChannelOption.SO_RCVBUF, 2 * SENT)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, ReceiveBuffers.sizes())
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(new Pausing())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .awaitUninterruptibly()
            .channel();
    int port = ((InetSocketAddress) listener.localAddress()).getPort();
    try (RawClient client = RawClient.connect(port)) {
      client.send(new byte[SENT]).halfClose();
      Await.until(
          "nothing more is read",
          SOON,
          () -> received.get() > 0 && System.nanoTime() - changedNanos > QUIET_NANOS);
      assertTrue(received.get() <= TWO_READS, "read: " + received);
      assertTrue(!ended, "the end is behind what is not read");

      Channels.reading(accepted, true);
      Await.until("all is read", SOON, () -> received.get() == SENT && ended);
    } finally {
      listener.close().awaitUninterruptibly();
      loops.stop().awaitUninterruptibly();
    }
  }
}
