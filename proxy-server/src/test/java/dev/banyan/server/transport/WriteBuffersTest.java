package dev.banyan.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteBuffersTest {
  private final ChannelDuplexHandler handler = new ChannelDuplexHandler();
  private final EmbeddedChannel channel = new EmbeddedChannel(handler);
  private final ChannelHandlerContext ctx = channel.pipeline().context(handler);

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private ByteBuf received(int bytes) {
    return channel.alloc().directBuffer(32 << 10).writeZero(bytes);
  }

  @Test
  void aSmallPartOfALargeBufferIsCopiedAndTheBufferIsFree() {
    ByteBuf whole = received(1_000);
    ByteBuf part = whole.readRetainedSlice(100);
    ByteBuf tight = WriteBuffers.tight(ctx, part);

    assertNotSame(part, tight);
    assertEquals(100, tight.readableBytes());
    assertTrue(WriteBuffers.whole(tight).capacity() < 1_000);
    assertEquals(1, whole.refCnt(), "the part lets go of it");
    tight.release();
    whole.release();
  }

  @Test
  void aLargePartStaysWhereItIs() {
    ByteBuf whole = received(20_000);
    ByteBuf part = whole.readRetainedSlice(20_000);

    assertSame(part, WriteBuffers.tight(ctx, part));
    part.release();
    whole.release();
  }
}
