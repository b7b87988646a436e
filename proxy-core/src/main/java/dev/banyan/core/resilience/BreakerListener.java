package dev.banyan.core.resilience;

/**
 * Is told when a breaker changes its state. Called on the thread that caused it; must not block.
 */
@FunctionalInterface
public interface BreakerListener {
  /**
   * Tells of a change.
   *
   * @param breaker the breaker's name: the route's
   * @param reads whether it was the window of reads that decided, else that of writes
   */
  void changed(String breaker, BreakerState from, BreakerState to, boolean reads);
}
