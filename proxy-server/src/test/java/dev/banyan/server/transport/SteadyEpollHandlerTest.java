package dev.banyan.server.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("epoll")
class SteadyEpollHandlerTest {
  private static final int MOST_ROUNDS = 50;
  private static final int SECONDS = 30;

  private ServerSocket server;
  private EventLoops loops;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    loops = EventLoops.start(1);
  }

  @AfterEach
  void stop() throws IOException {
    loops.stop().syncUninterruptibly();
    server.close();
  }

  @Test
  void anEventOfAClosedConnectionIsNotTakenForOneOfTheNextWithItsDescriptor() throws Exception {
    boolean reused = false;
    for (int round = 0; round < MOST_ROUNDS && !reused; round++) {
      reused = closeAndConnectBetweenTwoEvents();
    }
    assertTrue(reused, "no descriptor was used again");
  }

  /**
   * Lets the loop find two events at once. The handler of the first closes the connection that the
   * second is about, and opens another, which must succeed.
   *
   * @return whether that one had the descriptor of the closed one
   */
  private boolean closeAndConnectBetweenTwoEvents() throws Exception {
    Channel doomed = connect(new ChannelInboundHandlerAdapter());
    try (Socket doomedPeer = server.accept()) {
      int descriptor = descriptor(doomed);
      CompletableFuture<ChannelFuture> next = new CompletableFuture<>();
      Channel first = connect(new Replacing(doomed, next));
      try (Socket firstPeer = server.accept()) {
        AtomicBoolean ready = new AtomicBoolean();
        CountDownLatch spins = new CountDownLatch(1);
        loop().execute(() -> spinUntil(ready, spins));
        assertTrue(spins.await(SECONDS, TimeUnit.SECONDS));
        firstPeer.getOutputStream().write(1);
        doomedPeer.getOutputStream().write(1);
        doomedPeer.shutdownOutput();
        ready.set(true);

        ChannelFuture connecting = next.get(SECONDS, TimeUnit.SECONDS);
        int nextDescriptor = descriptor(connecting.channel());
        assertTrue(connecting.await(SECONDS, TimeUnit.SECONDS));
        assertTrue(connecting.isSuccess(), () -> "not connected: " + connecting.cause());
        server.accept().close();
        return nextDescriptor == descriptor;
      } finally {
        first.close().sync();
      }
    }
  }

  private static void spinUntil(AtomicBoolean ready, CountDownLatch spins) {
    spins.countDown();
    while (!ready.get()) {
      // The loop is busy, not blocked.
    }
  }

  private EventLoop loop() {
    return loops.contexts().get(0).loop();
  }

  private static int descriptor(Channel channel) {
    return ((UnixChannel) channel).fd().intValue();
  }

  private Channel connect(ChannelHandler handler) throws InterruptedException {
    return connecting(handler).sync().channel();
  }

  private ChannelFuture connecting(ChannelHandler handler) {
    return new Bootstrap()
        .group(loop())
        .channel(loops.clientChannel())
        .handler(handler)
        .connect(server.getLocalSocketAddress());
  }

  /** Closes another connection and opens a new one when a byte comes. */
  private final class Replacing extends ChannelInboundHandlerAdapter {
    private final Channel doomed;
    private final CompletableFuture<ChannelFuture> next;

    Replacing(Channel doomed, CompletableFuture<ChannelFuture> next) {
      this.doomed = doomed;
      this.next = next;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
      doomed.close();
      next.complete(connecting(new ChannelInboundHandlerAdapter()));
    }
  }
}
