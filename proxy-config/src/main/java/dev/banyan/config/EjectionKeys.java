package dev.banyan.config;

import java.time.Duration;
import java.util.List;

/** The keys of {@code ejection}. */
final class EjectionKeys {
  static final Key<Integer> FAILURES =
      Key.of(
          "failures",
          Counts.of(1, 1_000),
          "5",
          "How many requests in a row an endpoint must fail: no connection, or no answer.");
  static final Key<Duration> FOR =
      Key.of(
          "for",
          Durations.POSITIVE,
          "10s",
          "How long it is left alone; then one failure is enough.");
  static final Key<Duration> LONGEST =
      Key.of(
          "longest",
          Durations.POSITIVE,
          "5m",
          "The most that comes of `for`, which doubles for one that fails again at once.");

  static final KeyTable ALL =
      new KeyTable(
          "backends.NAME.ejection",
          "Never the last endpoint that is well, and none while all fail. With `ejection: off` no"
              + " endpoint is left alone for the requests that it fails.",
          List.of(FAILURES, FOR, LONGEST),
          List.of());

  private EjectionKeys() {}
}
