package dev.banyan.config;

import dev.banyan.config.document.StatusRange;
import java.time.Duration;
import java.util.List;

/** The keys of {@code health-check}. */
final class HealthCheckKeys {
  static final Key<String> PATH =
      Key.of("path", CheckPaths.INSTANCE, "", "**Required.** What is asked of each endpoint.");
  static final Key<String> HOST =
      Key.of("host", Hosts.INSTANCE, "", "What `Host` says; the endpoint unless set.");
  static final Key<Duration> EVERY =
      Key.of("every", Durations.POSITIVE, "5s", "From one check of an endpoint to the next.");
  static final Key<Duration> TIMEOUT =
      Key.of("timeout", Durations.POSITIVE, "1s", "Longest wait for an answer's head.");
  static final Key<Integer> HEALTHY_AFTER =
      Key.of(
          "healthy-after",
          Counts.of(1, 100),
          "2",
          "How many checks in a row must pass before an endpoint that is down is up again.");
  static final Key<Integer> UNHEALTHY_AFTER =
      Key.of(
          "unhealthy-after",
          Counts.of(1, 100),
          "3",
          "How many checks in a row must fail before an endpoint is down. The first decides alone.");
  static final Key<StatusRange> STATUS =
      Key.list("status", Statuses.ALL, "[2xx, 3xx]", "Answers that pass; `2xx` is all of a class.");

  static final KeyTable ALL =
      new KeyTable(
          "backends.NAME.health-check",
          "Each endpoint is asked on a connection of its own. One that is down is used only where"
              + " no other is left; where all of new's are, legacy answers.",
          List.of(PATH, HOST, EVERY, TIMEOUT, HEALTHY_AFTER, UNHEALTHY_AFTER, STATUS),
          List.of());

  private HealthCheckKeys() {}
}
