package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

/** What the allocator of all connections holds outside the heap. */
final class DirectMemory {
  private DirectMemory() {}

  /** The bytes of all chunks, used or kept for use. */
  static long used() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }

  /** Asserts that at most so many bytes were added since {@link #used} said {@code before}. */
  static void assertGrownLessThan(long before, long bytes) {
    long grown = used() - before;
    assertTrue(
        grown < bytes, "direct memory grew by " + grown + " (expected: below " + bytes + ")");
  }
}
