package dev.banyan.core.resilience;

/**
 * Which requests may probe an open breaker: those of the kind that is asked for, and of them at
 * first only those that legacy could still answer. Where none such comes for {@code open-for} any
 * of that kind may, and where that kind does not come at all for ten times as long, any request
 * may, in its place. A request whose body is still to come may only where none comes for {@code
 * open-for} that is there to its end: what its client does not do says nothing. Shared-safe.
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

  /** When a request was last seen that is there to its end, and might be asked for. */
  private volatile long wholeNanos;

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
    this.wholeNanos = beginNanos;
  }

  /** How long nobody may probe yet; zero if somebody may. */
  long leftNanos(long nowNanos) {
    return Math.max(0, beginNanos - nowNanos);
  }

  /**
   * Whether a request may be a probe.
   *
   * @param whole whether it is there to its end
   */
  boolean include(boolean read, boolean couldFallBack, boolean whole, long nowNanos) {
    if (nowNanos - beginNanos < 0) {
      return false;
    }
    if (!whole && nowNanos - wholeNanos < openForNanos) {
      return false;
    }
    if (read != reads) {
      return nowNanos - kindNanos >= mostOpenForNanos;
    }
    return couldFallBack || nowNanos - safeNanos >= openForNanos;
  }

  /** Notes that a request has come. */
  void saw(boolean read, boolean couldFallBack, boolean whole, long nowNanos) {
    if (nowNanos - beginNanos < 0) {
      return;
    }
    if (whole && (read == reads || nowNanos - kindNanos >= mostOpenForNanos)) {
      wholeNanos = nowNanos;
    }
    if (read == reads) {
      kindNanos = nowNanos;
      if (couldFallBack && whole) {
        safeNanos = nowNanos;
      }
    }
  }
}
