package dev.banyan.server.exchange;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds what all replay buffers keep together. Shared by all event loops. */
public final class ReplayBudget {
  private final long maxBytes;
  private final AtomicLong used = new AtomicLong();

  /** A budget of so many bytes. */
  public ReplayBudget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The bound in bytes. */
  public long maxBytes() {
    return maxBytes;
  }

  /** The bytes that are kept now. */
  public long usedBytes() {
    return used.get();
  }

  boolean tryTake(int bytes) {
    if (used.addAndGet(bytes) <= maxBytes) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  void giveBack(int bytes) {
    if (bytes > 0) {
      used.addAndGet(-bytes);
    }
  }
}
