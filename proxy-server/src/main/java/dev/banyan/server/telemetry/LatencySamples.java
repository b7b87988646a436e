package dev.banyan.server.telemetry;

import dev.banyan.core.forward.RequestId;
import dev.banyan.core.split.Side;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * For each histogram of a route one exchange of one event loop: the slowest of some seconds.
 * Written by that loop, read by any thread.
 */
final class LatencySamples {
  private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(LatencySample[].class);
  private static final int HISTOGRAMS = 2;

  /** How many places there are. */
  static final int PLACES = SideCells.SIDES * HISTOGRAMS;

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final LongSupplier wallMillis;
  private final @Nullable LatencySample[] slots = new LatencySample[PLACES];

  /**
   * No samples.
   *
   * @param wallMillis the time of day, in milliseconds since 1970 UTC
   */
  LatencySamples(LongSupplier wallMillis) {
    this.wallMillis = wallMillis;
  }

  /** The place of requests that a side answered. */
  static int ofRequests(int side) {
    return side * HISTOGRAMS;
  }

  /** The place of attempts at a side. */
  static int ofAttempts(int side) {
    return side * HISTOGRAMS + 1;
  }

  /** Looks at an exchange that has ended. The loop only. */
  void take(ExchangeRecord record) {
    long now = record.endNanos();
    long nanos = Math.max(0, now - record.startNanos());
    offer(ofRequests(SideCells.side(record.side())), record.id(), nanos, now);
    offer(record.first(), record.id(), now);
    offer(record.second(), record.id(), now);
  }

  private void offer(@Nullable AttemptRecord attempt, RequestId id, long now) {
    if (attempt != null && attempt.headNanos() >= 0) {
      Side side = attempt.side();
      offer(ofAttempts(SideCells.side(side)), id, attempt.headNanos(), now);
    }
  }

  private void offer(int slot, RequestId id, long nanos, long now) {
    LatencySample held = slots[slot];
    if (held == null || nanos >= held.nanos() || now - held.atNanos() > FRESH_NANOS) {
      SLOTS.setRelease(slots, slot, new LatencySample(id, nanos, now, wallMillis.getAsLong()));
    }
  }

  /** The sample at a place; null if there is none. Any thread. */
  @Nullable LatencySample at(int slot) {
    return (LatencySample) SLOTS.getAcquire(slots, slot);
  }
}
