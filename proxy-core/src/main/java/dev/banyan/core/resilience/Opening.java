package dev.banyan.core.resilience;

/**
 * Why a breaker is open, and how often its probes have failed since it was closed. Immutable.
 *
 * @param byReads whether reads opened it: they probe before writes, for legacy answers them too if
 *     new is not well yet
 * @param byWrites whether writes opened it
 * @param failedRounds how many rounds of probes have failed, each of which doubles the wait for the
 *     next
 */
record Opening(boolean byReads, boolean byWrites, int failedRounds) {
  Opening {
    if (!byReads && !byWrites) {
      throw new IllegalArgumentException("opening: by neither (expected: reads, writes or both)");
    }
  }

  /** The same after one more round of probes that failed. */
  Opening afterFailedRound() {
    return new Opening(byReads, byWrites, failedRounds + 1);
  }
}
