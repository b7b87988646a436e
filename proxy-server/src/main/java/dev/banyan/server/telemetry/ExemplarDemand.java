package dev.banyan.server.telemetry;

import java.util.concurrent.TimeUnit;

/**
 * Whether anybody wants to know exchanges by name: for some minutes after a scrape that could show
 * them. Until then event loops keep none. Shared-safe.
 */
final class ExemplarDemand {
  private static final long LASTS_NANOS = TimeUnit.MINUTES.toNanos(5);

  private volatile boolean asked;
  private volatile long untilNanos;

  /** Somebody wants some, now. */
  void ask(long nowNanos) {
    untilNanos = nowNanos + LASTS_NANOS;
    asked = true;
  }

  /** Whether some are wanted. */
  boolean lasts(long nowNanos) {
    return asked && nowNanos - untilNanos < 0;
  }

  /** Whether a sample is of the time in which some are wanted. */
  boolean covers(LatencySample sample) {
    return lasts(sample.atNanos()) && sample.atNanos() - untilNanos > -2 * LASTS_NANOS;
  }
}
