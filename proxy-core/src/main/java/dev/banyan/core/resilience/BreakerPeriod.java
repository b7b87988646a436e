package dev.banyan.core.resilience;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The time between two changes of a breaker: closed, or open for as long as one kind of requests
 * has the turn to probe. A permit belongs to the period in which it was taken; its result counts in
 * no other. Shared-safe.
 */
final class BreakerPeriod {
  /** Whose turn it is to probe; null while the breaker is closed. */
  final @Nullable ProbeTurn turn;

  /** When the breaker opened or closed, on its clock in nanoseconds. */
  final long beganNanos;

  /** Calls that passed {@code slow-call} and have not ended. */
  private final AtomicInteger pendingSlowReads = new AtomicInteger();

  private final AtomicInteger pendingSlowWrites = new AtomicInteger();

  private final AtomicBoolean probing;

  private BreakerPeriod(@Nullable ProbeTurn turn, long beganNanos, boolean probing) {
    this.turn = turn;
    this.beganNanos = beganNanos;
    this.probing = new AtomicBoolean(probing);
  }

  static BreakerPeriod closed(long nowNanos) {
    return new BreakerPeriod(null, nowNanos, false);
  }

  static BreakerPeriod opened(ProbeTurn turn, long nowNanos) {
    return new BreakerPeriod(turn, nowNanos, false);
  }

  /** The period of the next turn, in which the breaker goes on to be half-open. */
  BreakerPeriod next(ProbeTurn turn) {
    return new BreakerPeriod(turn, beganNanos, true);
  }

  boolean isClosed() {
    return turn == null;
  }

  /** Whether a probe was let through since the breaker opened. */
  boolean isProbing() {
    return probing.get();
  }

  /** Whether the first probe since the opening begins now; true once, on one thread. */
  boolean beginsProbing() {
    return probing.compareAndSet(false, true);
  }

  AtomicInteger pendingSlow(boolean read) {
    return read ? pendingSlowReads : pendingSlowWrites;
  }
}
