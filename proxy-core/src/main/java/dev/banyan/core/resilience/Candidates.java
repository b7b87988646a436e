package dev.banyan.core.resilience;

/**
 * Which requests may probe an open breaker: those of the kind that is asked for, and of them at
 * first only those that legacy could still answer. Where none such comes for {@code open-for} any
 * of that kind may, and where that kind does not come at all for ten times as long, any request
 * may, in its place. Shared-safe.
 */
final class Candidates {
  private final boolean reads;
  private final long beginNanos;
  private final long openForNanos;
  private final long mostOpenForNanos;

  /** When a request that could fall back was last seen. */
  private volatile long safeNanos;

  /** When a request of the kind that is asked for was last seen. */
  private volatile long kindNanos;

  /**
   * Candidates from a moment on.
   *
   * @param reads whether reads are asked for, else writes
   * @param beginNanos from when on; before that nobody may probe
   */
  Candidates(boolean reads, long beginNanos, BreakerSpec spec) {
    this.reads = reads;
    this.beginNanos = beginNanos;
    this.openForNanos = spec.openFor().toNanos();
    this.mostOpenForNanos = spec.mostOpenFor().toNanos();
    this.safeNanos = beginNanos;
    this.kindNanos = beginNanos;
  }

  /** How long nobody may probe yet; zero if somebody may. */
  long leftNanos(long nowNanos) {
    return Math.max(0, beginNanos - nowNanos);
  }

  /** Whether a request may be a probe. */
  boolean include(boolean read, boolean couldFallBack, long nowNanos) {
    if (nowNanos - beginNanos < 0) {
      return false;
    }
    if (read != reads) {
      return nowNanos - kindNanos >= mostOpenForNanos;
    }
    return couldFallBack || nowNanos - safeNanos >= openForNanos;
  }

  /** Notes that a request has come. */
  void saw(boolean read, boolean couldFallBack, long nowNanos) {
    if (read == reads && nowNanos - beginNanos >= 0) {
      kindNanos = nowNanos;
      if (couldFallBack) {
        safeNanos = nowNanos;
      }
    }
  }
}
