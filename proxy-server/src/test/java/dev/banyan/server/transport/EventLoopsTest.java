package dev.banyan.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLoopsTest {
  @Test
  @Tag("epoll")
  void whereThereIsEpollItCarriesTheTraffic() throws Exception {
    EventLoops loops = EventLoops.start(2);
    try {
      assertEquals("epoll", loops.transport());
      assertEquals(EpollServerSocketChannel.class, loops.serverChannel());
      assertEchoes(loops);
    } finally {
      loops.stop().syncUninterruptibly();
    }
  }

  @Test
  void nioCarriesTheTrafficToo() throws Exception {
    EventLoops loops = EventLoops.startNio(2);
    try {
      assertEquals("nio", loops.transport());
      assertEquals(NioServerSocketChannel.class, loops.serverChannel());
      assertEchoes(loops);
    } finally {
      loops.stop().syncUninterruptibly();
    }
  }

  @Test
  void aLoopKnowsItsContextAndAnotherGroupsLoopHasNone() {
    EventLoops loops = EventLoops.startNio(3);
    EventLoops others = EventLoops.startNio(1);
    try {
      assertEquals(3, loops.contexts().size());
      for (LoopContext context : loops.contexts()) {
        assertEquals(context, loops.contextOf(context.loop()));
      }
      EventLoop strange = others.contexts().get(0).loop();
      assertThrows(IllegalArgumentException.class, () -> loops.contextOf(strange));
    } finally {
      loops.stop().syncUninterruptibly();
      others.stop().syncUninterruptibly();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void loopsThatStopInTheMidstOfATaskCloseTheirChannelsAndTellThem(boolean nio) throws Exception {
    EventLoops loops = nio ? EventLoops.startNio(1) : EventLoops.start(1);
    ByteBuf held = Unpooled.buffer(8);
    Channel listener =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.serverChannel())
            .handler(
                new ChannelInboundHandlerAdapter() {
                  @Override
                  public void channelInactive(ChannelHandlerContext context) {
                    held.release();
                  }
                })
            .childHandler(new Echo())
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    CountDownLatch busy = new CountDownLatch(1);
    AtomicLong looks = new AtomicLong();
    listener
        .eventLoop()
        .execute(() -> {
          busy.countDown();
          while (!listener.eventLoop().isShuttingDown()) {
            looks.incrementAndGet();
          }
        });
    busy.await();

    loops.stop().syncUninterruptibly();

    assertFalse(listener.isOpen(), "open");
    assertEquals(0, held.refCnt(), "what it held");
  }

  private static void assertEchoes(EventLoops loops) throws Exception {
    Channel listener =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.serverChannel())
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Echo());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    InetSocketAddress address = (InetSocketAddress) listener.localAddress();
    byte[] sent = "one loop, one echo".getBytes(StandardCharsets.US_ASCII);
    try (Socket client = new Socket(address.getAddress(), address.getPort())) {
      client.setSoTimeout(10_000);
      client.getOutputStream().write(sent);
      byte[] received = client.getInputStream().readNBytes(sent.length);
      assertEquals(
          new String(sent, StandardCharsets.US_ASCII),
          new String(received, StandardCharsets.US_ASCII));
    } finally {
      listener.close().sync();
    }
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      assertTrue(Thread.currentThread().getName().startsWith(EventLoops.THREAD_PREFIX));
      context.writeAndFlush(message);
    }
  }
}
