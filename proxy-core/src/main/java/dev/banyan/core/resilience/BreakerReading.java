package dev.banyan.core.resilience;

import java.time.Duration;

/**
 * A breaker at a moment, for people. Immutable.
 *
 * @param openedByReads whether reads opened it; says nothing while it is closed
 * @param openedByWrites whether writes did; both may have
 * @param failedRounds how many rounds of probes have failed since it was closed
 * @param since how long ago it opened, or closed
 * @param untilProbes how long new is left alone yet; zero while it is not
 * @param reads the calls in the window of reads
 * @param writes the calls in the window of writes
 */
public record BreakerReading(
    BreakerState state,
    boolean openedByReads,
    boolean openedByWrites,
    int failedRounds,
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
