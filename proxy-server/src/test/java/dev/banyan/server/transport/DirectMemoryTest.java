package dev.banyan.server.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectMemoryTest {
  private static final ByteBufAllocator NONE = new StingyBuffers().failAll();

  @ParameterizedTest
  @CsvSource({
    "268435456, 251658240",
    "67108864, 62914560",
    "33554432, 29360128",
    "6291456, 3145728",
    "1048576, 524288",
  })
  void nettyStopsALittleBeforeTheJdk(long jdkBytes, long nettyBytes) {
    assertEquals(nettyBytes, DirectMemoryLimit.below(jdkBytes));
  }

  @Test
  void isNotScarceWhileThereIsEnough() {
    assertTrue(DirectMemory.usedBytes() < DirectMemory.maxBytes() / 2);
    assertFalse(new DirectMemory(NONE).scarce(), "nobody tries while there is enough");
  }

  @Test
  void whereABufferToWriteCannotBeHadThePipelineIsToldAndNothingIsWritten() {
    List<Throwable> told = new ArrayList<>();
    EmbeddedChannel channel = new EmbeddedChannel(closing(told));
    channel.config().setAllocator(NONE);
    ChannelHandlerContext ctx = channel.pipeline().lastContext();

    ByteBuf buffer = WriteBuffers.of(ctx, 10);
    assertTrue(buffer.hasArray());
    buffer.writeCharSequence("hello", US_ASCII);
    Channels.write(ctx, buffer);
    ByteBuf heap = Unpooled.copiedBuffer("piece", US_ASCII);
    Channels.write(ctx, WriteBuffers.direct(ctx, heap));
    channel.flush();

    assertFalse(told.isEmpty());
    assertFalse(channel.isOpen());
    assertNull(channel.readOutbound());
    assertEquals(0, buffer.refCnt());
    assertEquals(0, heap.refCnt());
  }

  private static ChannelInboundHandlerAdapter closing(List<Throwable> told) {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        told.add(cause);
        Channels.close(ctx.channel());
      }
    };
  }
}
