package dev.banyan.config;

import java.time.Duration;
import java.util.List;

/** The keys of {@code limits}. */
final class LimitsKeys {
  static final Key<Duration> HEADER_TIMEOUT =
      Key.of(
          "header-timeout",
          Durations.POSITIVE,
          "10s",
          "Longest wait for a request head, from its first byte to its last.");
  static final Key<Duration> BODY_TIMEOUT =
      Key.of(
          "body-timeout",
          Durations.POSITIVE,
          "30s",
          "Longest pause between two bytes of a request body.");
  static final Key<Duration> IDLE_TIMEOUT =
      Key.of(
          "idle-timeout",
          Durations.POSITIVE,
          "60s",
          "How long a connection is kept between two requests.");
  static final Key<Duration> WRITE_TIMEOUT =
      Key.of(
          "write-timeout",
          Durations.POSITIVE,
          "60s",
          "How long a client may take no byte of its answer.");
  static final Key<Duration> HALF_CLOSE =
      Key.of(
          "half-close",
          Durations.FROM_ZERO,
          "1s",
          "How long an answer is awaited for a client that has closed its sending side.");
  static final Key<Long> REQUEST_LINE =
      Key.of("request-line", new Sizes(256, 1 << 20), "8KiB", "Longest request line.");
  static final Key<Long> HEADER_BYTES =
      Key.of("header-bytes", new Sizes(1 << 10, 1 << 20), "32KiB", "Longest request head.");
  static final Key<Integer> HEADERS =
      Key.of("headers", Counts.of(10, 1_000), "100", "Most header lines of a request.");
  static final Key<Long> BODY =
      Key.of(
          "body",
          new Sizes(0, 1L << 40),
          "1GiB",
          "Longest request body, unless the route says otherwise.");
  static final Key<Integer> CONNECTIONS =
      Key.of(
          "connections",
          Counts.of(1, 1_000_000),
          "",
          "Most client connections. Unless set, what the limit of open files and the heap carry,"
              + " 20000 at most.");

  static final KeyTable ALL =
      new KeyTable(
          "limits",
          "What a client may ask for, and how long it may take.",
          List.of(
              HEADER_TIMEOUT,
              BODY_TIMEOUT,
              IDLE_TIMEOUT,
              WRITE_TIMEOUT,
              HALF_CLOSE,
              REQUEST_LINE,
              HEADER_BYTES,
              HEADERS,
              BODY,
              CONNECTIONS),
          List.of());

  private LimitsKeys() {}
}
