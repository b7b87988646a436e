package dev.banyan.core.backend;

import java.time.Duration;

/**
 * When an endpoint that fails requests is left alone. Immutable.
 *
 * @param failures how many requests in a row it must fail, 1 or more
 * @param first how long it is left alone the first time; each time after that twice as long
 * @param longest how long it is left alone at most
 */
public record EjectionSpec(int failures, Duration first, Duration longest) {
  /** What holds unless the table says otherwise. */
  public static final EjectionSpec DEFAULT =
      new EjectionSpec(5, Duration.ofSeconds(10), Duration.ofMinutes(5));

  /** How long an endpoint is left alone that has been before, {@code times} times in a row. */
  long nanos(int times) {
    long most = longest.toNanos();
    long least = Math.min(first.toNanos(), most);
    return times >= Long.numberOfLeadingZeros(least) - 1 ? most : Math.min(least << times, most);
  }
}
