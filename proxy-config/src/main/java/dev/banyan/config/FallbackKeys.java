package dev.banyan.config;

import dev.banyan.config.document.StatusRange;
import java.util.List;

/** The keys of {@code fallback}. */
final class FallbackKeys {
  static final Key<StatusRange> ON =
      Key.list(
          "on",
          Statuses.INSTANCE,
          "[500, 502, 503, 504]",
          "Answers of new that legacy gives instead; `5xx` is all of a class, `[]` is none.");
  static final Key<String> METHODS =
      Key.list(
          "methods",
          Methods.REPLAYED,
          "[]",
          "Methods beside GET, HEAD and OPTIONS that may run at new **and** then at legacy.");
  static final Key<Boolean> IDEMPOTENCY_KEY =
      Key.of(
          "idempotency-key",
          Switches.INSTANCE,
          "false",
          "Whether so may any request with an `Idempotency-Key` header.");
  static final Key<Long> BODY =
      Key.of(
          "body",
          new Sizes(0, 16 << 20),
          "64KiB",
          "How much of a request's body is kept to be sent again.");

  static final KeyTable ALL =
      new KeyTable(
          "routes[].fallback",
          "With `fallback: off` the failures of new are delivered.",
          List.of(ON, METHODS, IDEMPOTENCY_KEY, BODY),
          List.of());

  private FallbackKeys() {}
}
