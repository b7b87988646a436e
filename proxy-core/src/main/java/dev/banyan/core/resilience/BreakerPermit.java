package dev.banyan.core.resilience;

/**
 * The right to call new once, closed exactly once by its outcome: succeeded, failed or released.
 * Confined to the exchange's event loop.
 */
public final class BreakerPermit {
  final BreakerPeriod period;
  final boolean read;
  private final RouteBreaker breaker;
  private boolean slow;
  private boolean closed;

  BreakerPermit(RouteBreaker breaker, BreakerPeriod period, boolean read) {
    this.breaker = breaker;
    this.period = period;
    this.read = read;
  }

  /** Whether it was given while the breaker was not closed: one of few, which others wait for. */
  public boolean isProbe() {
    return !period.isClosed();
  }

  /** Whether the breaker counts an answer with this status as a failed call. */
  public boolean countsAsFailure(int status) {
    return breaker.spec().failures().contains(status);
  }

  /** Counts the call as slow, at the moment {@code slow-call} passes without a head. */
  public void slow() {
    if (!slow && !closed) {
      slow = true;
      breaker.slow(this);
    }
  }

  /**
   * Closes the permit: new answered.
   *
   * @param headNanos how long its head took
   */
  public void succeeded(long headNanos) {
    close();
    breaker.ended(this, false, headNanos);
  }

  /**
   * Closes the permit: the call failed, whether or not legacy rescued it.
   *
   * @param headNanos how long its head took, or the attempt if there was none
   */
  public void failed(long headNanos) {
    close();
    breaker.ended(this, true, headNanos);
  }

  /**
   * Closes the permit without a result: the client left or was too slow, our own limits, a drain. A
   * call that had become slow by then counts as a slow call.
   */
  public void released() {
    close();
    if (slow) {
      breaker.ended(this, false, breaker.spec().slowCall().toNanos() + 1);
    } else {
      breaker.released(this);
    }
  }

  boolean countedSlow() {
    return slow;
  }

  private void close() {
    if (closed) {
      throw new IllegalStateException("permit: closed twice (expected: once)");
    }
    closed = true;
  }
}
