package dev.banyan.core.resilience;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock that a change of the system's time does not move, so that an open breaker neither stays
 * open for hours nor closes early. Its instants mean nothing but their distance. Shared-safe.
 */
final class MonotonicClock extends Clock {
  private final LongSupplier nanos;
  private final long origin;

  MonotonicClock(LongSupplier nanos) {
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanos.getAsLong() - origin);
  }
}
