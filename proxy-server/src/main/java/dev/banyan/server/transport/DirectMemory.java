package dev.banyan.server.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory outside the heap that the buffers of all connections share. Where it has run out, new
 * requests are refused and connections closed, each of them counted. Shared-safe.
 */
public final class DirectMemory {
  private static final Logger LOG = LoggerFactory.getLogger(DirectMemory.class);
  private static final int PROBE_BYTES = 64 << 10;

  private final ByteBufAllocator buffers;
  private final long highBytes = maxBytes() - maxBytes() / 16;
  private final LongAdder failures = new LongAdder();
  private final Complaint complaint = new Complaint();

  /** The memory that an allocator gives. */
  DirectMemory(ByteBufAllocator buffers) {
    this.buffers = buffers;
  }

  /** Where connections get their buffers. */
  public ByteBufAllocator buffers() {
    return buffers;
  }

  /** The bound. */
  public static long maxBytes() {
    return PlatformDependent.maxDirectMemory();
  }

  /** What buffers take now, with what the allocator keeps for the next ones. */
  public static long usedBytes() {
    return PlatformDependent.usedDirectMemory();
  }

  /**
   * Whether a request had better be refused while that can still be said. Cheap while there is
   * enough; near the bound it tries, for what is in use may be free for the next.
   */
  public boolean scarce() {
    return usedBytes() >= highBytes && !available();
  }

  private boolean available() {
    try {
      buffers.directBuffer(PROBE_BYTES).release();
      return true;
    } catch (OutOfMemoryError e) {
      failed();
      return false;
    }
  }

  /** Counts something that could not be done for lack of memory. */
  public void failed() {
    failures.increment();
    if (complaint.due()) {
      LOG.warn(
          "direct memory has run out ({} bytes): requests are answered 503 and connections closed;"
              + " raise -XX:MaxDirectMemorySize or lower limits.connections",
          maxBytes());
    }
  }

  /** How much could not be done for lack of memory. */
  public long failures() {
    return failures.sum();
  }
}
