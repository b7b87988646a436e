package dev.banyan.config;

import dev.banyan.config.document.StatusRange;
import dev.banyan.config.document.WindowDocument;
import java.time.Duration;
import java.util.List;

/** The keys of {@code breaker}. */
final class BreakerKeys {
  static final Key<Integer> FAILURE_RATE =
      Key.of(
          "failure-rate",
          Percentages.POSITIVE,
          "50%",
          "Failed calls in the window, of reads or of writes, that open it.");
  static final Key<StatusRange> FAILURES =
      Key.list(
          "failures",
          Statuses.INSTANCE,
          "5xx but 501, 505",
          "Answers of new that are failures; `5xx` is all of a class.");
  static final Key<Duration> SLOW_CALL =
      Key.of(
          "slow-call",
          Durations.POSITIVE,
          "half of the timeout",
          "How long new may take before a call is slow.");
  static final Key<Integer> SLOW_RATE =
      Key.of("slow-rate", Percentages.POSITIVE, "80%", "Slow calls in the window that open it.");
  static final Key<WindowDocument> WINDOW =
      Key.of("window", Windows.INSTANCE, "100", "How many calls, or how much time, is judged.");
  static final Key<Integer> MINIMUM_CALLS =
      Key.of(
          "minimum-calls",
          Counts.of(1, 10_000),
          "20",
          "The fewest calls that are judged; `window` if that is smaller.");
  static final Key<Duration> OPEN_FOR =
      Key.of(
          "open-for",
          Durations.POSITIVE,
          "30s",
          "How long new is then left alone; twice as long after each round of probes that failed,"
              + " up to ten times.");
  static final Key<Integer> PROBES =
      Key.of(
          "probes",
          Counts.of(1, 1_000),
          "5",
          "How many requests of each kind that opened it then decide whether it closes.");

  static final KeyTable ALL =
      new KeyTable(
          "routes[].breaker",
          "With `breaker: off` new is never left alone.",
          List.of(
              FAILURE_RATE,
              FAILURES,
              SLOW_CALL,
              SLOW_RATE,
              WINDOW,
              MINIMUM_CALLS,
              OPEN_FOR,
              PROBES),
          List.of());

  private BreakerKeys() {}
}
