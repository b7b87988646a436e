package dev.banyan.core.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The time between two changes of a breaker: closed, or from an opening to the next opening or
 * closing. A permit belongs to the period in which it was taken; its result counts in no other.
 * Shared-safe.
 */
final class BreakerPeriod {
  /** The window that opened the breaker and judges its probes; null while it is closed. */
  final @Nullable CircuitBreaker judge;

  /** Whether reads opened it. */
  final boolean openedByReads;

  /** When the period began, on the breaker's clock in nanoseconds. */
  final long beganNanos;

  /** Calls that passed {@code slow-call} and have not ended. */
  private final AtomicInteger pendingSlowReads = new AtomicInteger();

  private final AtomicInteger pendingSlowWrites = new AtomicInteger();

  private final AtomicBoolean probing = new AtomicBoolean();

  /** When a request that could be a probe was last seen. */
  volatile long candidateNanos;

  private BreakerPeriod(@Nullable CircuitBreaker judge, boolean openedByReads, long beganNanos) {
    this.judge = judge;
    this.openedByReads = openedByReads;
    this.beganNanos = beganNanos;
    this.candidateNanos = beganNanos;
  }

  static BreakerPeriod closed(long nowNanos) {
    return new BreakerPeriod(null, false, nowNanos);
  }

  static BreakerPeriod opened(CircuitBreaker judge, boolean byReads, long nowNanos) {
    return new BreakerPeriod(judge, byReads, nowNanos);
  }

  boolean isClosed() {
    return judge == null;
  }

  /** Whether the first probe of the period begins now; true once, on one thread. */
  boolean beginsProbing() {
    return probing.compareAndSet(false, true);
  }

  AtomicInteger pendingSlow(boolean read) {
    return read ? pendingSlowReads : pendingSlowWrites;
  }
}
