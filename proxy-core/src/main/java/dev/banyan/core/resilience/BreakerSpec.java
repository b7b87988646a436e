package dev.banyan.core.resilience;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the breaker of a route opens and how it closes. Immutable.
 *
 * @param failureRate percent of failed calls in a window that opens it, above 0 to 100
 * @param failures which statuses of new are failures
 * @param slowCall how long a head may take before the call is slow
 * @param slowRate percent of slow calls in a window that opens it, above 0 to 100
 * @param windowCalls the number of calls in a window; 0 if it is a time
 * @param windowTime the length of a window in whole seconds; null if it is a number of calls
 * @param minimumCalls the fewest calls that are judged; a window of fewer calls is judged when full
 * @param openFor how long new is left alone, a day at most; twice as long after each round of
 *     probes that failed, up to {@link #LONGEST_WAIT} times
 * @param probes how many requests of each kind that opened it then decide whether it closes; {@code
 *     minimumCalls} decide if that is less
 */
public record BreakerSpec(
    float failureRate,
    StatusSet failures,
    Duration slowCall,
    float slowRate,
    int windowCalls,
    @Nullable Duration windowTime,
    int minimumCalls,
    Duration openFor,
    int probes) {

  /** The percentage of failures, unless the table says otherwise. */
  public static final float DEFAULT_FAILURE_RATE = 50;

  /** The percentage of slow calls, unless the table says otherwise. */
  public static final float DEFAULT_SLOW_RATE = 80;

  /** The calls in a window, unless the table says otherwise. */
  public static final int DEFAULT_WINDOW_CALLS = 100;

  /** The fewest calls that are judged, unless the table says otherwise. */
  public static final int DEFAULT_MINIMUM_CALLS = 20;

  /** How long new is left alone, unless the table says otherwise. */
  public static final Duration DEFAULT_OPEN_FOR = Duration.ofSeconds(30);

  /** The number of probes, unless the table says otherwise. */
  public static final int DEFAULT_PROBES = 5;

  /** How many times {@code openFor} new is left alone at most. */
  public static final int LONGEST_WAIT = 10;

  /** How long new is left alone at most. */
  public Duration mostOpenFor() {
    return openFor.multipliedBy(LONGEST_WAIT);
  }

  /** How many calls decide in half-open. */
  int deciding() {
    return Math.min(probes, leastCalls());
  }

  /** The fewest calls that are judged while it is closed. */
  int leastCalls() {
    return windowTime == null ? Math.min(minimumCalls, windowCalls) : minimumCalls;
  }

  /** How long new is left alone after so many rounds of probes that failed, in nanoseconds. */
  long waitNanos(int failedRounds) {
    long nanos = openFor.toNanos();
    long most = mostOpenFor().toNanos();
    for (int i = 0; i < failedRounds && nanos < most; i++) {
      nanos = Math.min(2 * nanos, most);
    }
    return nanos;
  }
}
