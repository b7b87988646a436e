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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  @ParameterizedTest
  @CsvSource({
    // MiB: flag, heap, memory, bound
    "0,    64,   256,   64",
    "0,    126,  256,   16",
    "0,    128,  512,   128",
    "0,    256,  1024,  256",
    "0,    400,  512,   16",
    "0,    768,  1024,  128",
    "0,    6144, 24576, 6144",
    "0,    64,   64,    16",
    "96,   400,  512,   96",
  })
  void heapAndBuffersFitInTheMemoryThatThereIs(long flag, long heap, long total, long bound) {
    assertEquals(bound << 20, DirectMemoryLimit.bound(flag << 20, heap << 20, total << 20));
  }

  @Test
  void thePageSaysWhatContainersGet() throws IOException {
    String page = Files.readString(Path.of("../docs/operating.md"));
    Matcher row =
        Pattern.compile("(?m)^\\| (\\d+) MiB \\| (\\d+) MiB \\| (\\d+) MiB \\| (\\d+) MiB \\|$")
            .matcher(page);
    int rows = 0;
    for (; row.find(); rows++) {
      long total = Long.parseLong(row.group(1));
      long heap = Long.parseLong(row.group(2));
      long buffers = Long.parseLong(row.group(3));
      assertEquals(total / 4, heap);
      assertEquals(buffers << 20, DirectMemoryLimit.bound(0, heap << 20, total << 20));
      assertEquals(total - heap - buffers, Long.parseLong(row.group(4)));
    }
    assertEquals(3, rows);
    assertTrue(Files.readString(Path.of("../banyan")).contains("-XX:MinRAMPercentage=25 "));
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
