package dev.banyan.server.listen;

import dev.banyan.core.resilience.BoundedCount;

/**
 * The memory of one connection's head, while it is unfinished or large, as a part of what all of
 * them may hold together. Confined to the connection's event loop.
 */
final class HeldHead {
  private final BoundedCount all;
  private final long max;
  private int bytes;

  HeldHead(BoundedCount all, long max) {
    this.all = all;
    this.max = max;
  }

  /**
   * Notes how much the head holds now.
   *
   * @return whether that fits; if not, what was held before is still counted
   */
  boolean holds(int now) {
    if (now > bytes && !all.tryTake(now - bytes, max)) {
      return false;
    }
    if (now < bytes) {
      all.giveBack(bytes - now);
    }
    bytes = now;
    return true;
  }

  /** The head is whole and small, answered, or given up. */
  void release() {
    if (bytes > 0) {
      all.giveBack(bytes);
      bytes = 0;
    }
  }
}
