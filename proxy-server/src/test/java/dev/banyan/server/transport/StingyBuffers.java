package dev.banyan.server.transport;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.atomic.AtomicInteger;

/** An allocator that finds no direct memory when it is told so. Shared-safe. */
public final class StingyBuffers extends AbstractByteBufAllocator {
  private static final int NEVER = Integer.MAX_VALUE;

  private final AtomicInteger made = new AtomicInteger();
  private volatile int from = NEVER;
  private volatile int count;

  /** An allocator that gives what is asked for. */
  public StingyBuffers() {
    super(true);
  }

  /** Fails all allocations. */
  public StingyBuffers failAll() {
    return fail(0, NEVER);
  }

  /**
   * Fails some allocations from now on.
   *
   * @param skipped how many still succeed
   * @param failing how many fail after that
   */
  public StingyBuffers fail(int skipped, int failing) {
    from = NEVER;
    made.set(0);
    count = failing;
    from = skipped;
    return this;
  }

  /** Gives what is asked for from now on; tells whether anything had failed. */
  public boolean relent() {
    boolean failed = made.get() > from;
    from = NEVER;
    return failed;
  }

  @Override
  protected ByteBuf newDirectBuffer(int initial, int max) {
    int number = made.getAndIncrement();
    if (number >= from && number - from < count) {
      throw new OutOfMemoryError("no direct memory for " + initial + " bytes, says the test");
    }
    return ByteBufAllocator.DEFAULT.directBuffer(initial, max);
  }

  @Override
  protected ByteBuf newHeapBuffer(int initial, int max) {
    return ByteBufAllocator.DEFAULT.heapBuffer(initial, max);
  }

  @Override
  public boolean isDirectBufferPooled() {
    return true;
  }
}
