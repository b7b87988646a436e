package dev.banyan.server.transport;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

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
    return new AdaptiveRecvByteBufAllocator(LEAST_BYTES, FIRST_BYTES, MOST_BYTES);
  }
}
