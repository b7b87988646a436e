package dev.banyan.core.resilience;

import java.util.concurrent.atomic.AtomicInteger;

/** Bounds the attempts that run at new at one time. Shared by all event loops. */
public final class InFlightLimit {
  private final AtomicInteger running = new AtomicInteger();

  /**
   * Takes a place if there is one.
   *
   * @param max the bound; 0 for none
   * @return whether an attempt may start; if so, {@link #release()} must follow once
   */
  public boolean tryAcquire(int max) {
    if (running.incrementAndGet() <= max || max == 0) {
      return true;
    }
    running.decrementAndGet();
    return false;
  }

  /** Gives a place back. */
  public void release() {
    running.decrementAndGet();
  }

  /** How many attempts run now. */
  public int running() {
    return running.get();
  }
}
