package dev.banyan.core.resilience;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A count that many threads raise and none above its bound. What is refused is never counted, not
 * even for a moment, so that it keeps nothing from others. Shared-safe, without a lock.
 */
public final class BoundedCount {
  private final AtomicLong taken = new AtomicLong();

  /**
   * Takes {@code n} if that fits.
   *
   * @param n 0 or more
   * @param max the bound, which may differ from call to call
   * @return whether it was taken; if so, as much is to be given back once
   */
  public boolean tryTake(long n, long max) {
    long before = taken.get();
    while (before <= max - n) {
      if (taken.compareAndSet(before, before + n)) {
        return true;
      }
      before = taken.get();
    }
    return false;
  }

  /** Gives back what was taken. */
  public void giveBack(long n) {
    taken.addAndGet(-n);
  }

  /** How much is taken now. */
  public long taken() {
    return taken.get();
  }
}
