package dev.banyan.core.resilience;

import java.time.Duration;

/**
 * A breaker at a moment, for people. Immutable.
 *
 * @param openedByReads whether it was the window of reads that opened it, else that of writes; says
 *     nothing while it is closed
 * @param since how long ago it opened, or closed
 * @param untilProbes how long new is left alone yet; zero while it is not
 * @param reads the calls in the window of reads
 * @param writes the calls in the window of writes
 */
public record BreakerReading(
    BreakerState state,
    boolean openedByReads,
    Duration since,
    Duration untilProbes,
    Window reads,
    Window writes) {

  /**
   * What a window has counted.
   *
   * @param calls calls in it
   * @param failed those that failed
   * @param slow those that were slow
   */
  public record Window(int calls, int failed, int slow) {}
}
