package dev.banyan.core.resilience;

/** Bounds the attempts that run at new at one time. Shared by all event loops. */
public final class InFlightLimit {
  private final BoundedCount running = new BoundedCount();

  /**
   * Takes a place if there is one.
   *
   * @param max the bound; 0 for none
   * @return whether an attempt may start; if so, {@link #release()} must follow once
   */
  public boolean tryAcquire(int max) {
    return running.tryTake(1, bound(max));
  }

  /** Whether {@link #tryAcquire} would say yes at this moment; takes nothing. */
  public boolean hasPlace(int max) {
    return running.taken() < bound(max);
  }

  private static long bound(int max) {
    return max == 0 ? Long.MAX_VALUE : max;
  }

  /** Gives a place back. */
  public void release() {
    running.giveBack(1);
  }

  /** How many attempts run now. */
  public int running() {
    return (int) running.taken();
  }
}
