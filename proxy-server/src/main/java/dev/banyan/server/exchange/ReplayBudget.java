package dev.banyan.server.exchange;

import dev.banyan.core.resilience.BoundedCount;
import io.netty.buffer.ByteBufAllocator;

/** Bounds what all replay buffers keep together. Shared by all event loops. */
public final class ReplayBudget {
  private final long maxBytes;
  private final ByteBufAllocator buffers;
  private final BoundedCount used = new BoundedCount();

  /** A budget of so many bytes. */
  public ReplayBudget(long maxBytes) {
    this(maxBytes, ByteBufAllocator.DEFAULT);
  }

  /**
   * A budget of so many bytes.
   *
   * @param buffers where they are kept
   */
  public ReplayBudget(long maxBytes, ByteBufAllocator buffers) {
    this.maxBytes = maxBytes;
    this.buffers = buffers;
  }

  ByteBufAllocator buffers() {
    return buffers;
  }

  /** The bound in bytes. */
  public long maxBytes() {
    return maxBytes;
  }

  /** The bytes that are kept now. */
  public long usedBytes() {
    return used.taken();
  }

  boolean tryTake(int bytes) {
    return used.tryTake(bytes, maxBytes);
  }

  void giveBack(int bytes) {
    if (bytes > 0) {
      used.giveBack(bytes);
    }
  }
}
