package dev.banyan.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator.DelegatingHandle;
import io.netty.channel.RecvByteBufAllocator.ExtendedHandle;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

/** How much is read from a socket at once. Stateless. */
public final class ReceiveBuffers {
  private static final int LEAST_BYTES = 64;
  private static final int FIRST_BYTES = 2 << 10;

  /**
   * What is read is written to the other side at once, while it is still in the processor's cache:
   * with Netty's 64 KiB a large body costs twice the time (docs/benchmarks/proxy.md).
   */
  private static final int MOST_BYTES = 32 << 10;

  private ReceiveBuffers() {}

  /** The sizes for a kind of channel: they follow what its reads bring. */
  public static RecvByteBufAllocator sizes() {
    RecvByteBufAllocator adaptive =
        new AdaptiveRecvByteBufAllocator(LEAST_BYTES, FIRST_BYTES, MOST_BYTES);
    return () -> new Pausing((ExtendedHandle) adaptive.newHandle());
  }

  /**
   * Reads once at most while reading is off. Netty's epoll channels read on to the end once the
   * peer has sent a FIN, whatever they are told: that may be megabytes, which the system has taken
   * and nobody has asked for.
   */
  private static final class Pausing extends DelegatingHandle implements ExtendedHandle {
    private final ExtendedHandle sizes;
    private @Nullable ChannelConfig config;
    private boolean begun;
    private boolean paused;

    Pausing(ExtendedHandle sizes) {
      super(sizes);
      this.sizes = sizes;
    }

    @Override
    public void reset(ChannelConfig ofChannel) {
      config = ofChannel;
      begun = false;
      paused = false;
      super.reset(ofChannel);
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator alloc) {
      paused = begun && config != null && !config.isAutoRead();
      begun = true;
      return paused ? Unpooled.EMPTY_BUFFER : super.allocate(alloc);
    }

    /** Nothing into no room is no end, though the system says it in the same way. */
    @Override
    public int lastBytesRead() {
      return paused ? 0 : super.lastBytesRead();
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
      return sizes.continueReading(maybeMore);
    }
  }
}
