package dev.banyan.config.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code fallback} as written. Immutable.
 *
 * @param off whether it says {@code off}
 * @param on statuses of new; null if not written
 * @param methods methods to replay; null if not written
 * @param body in bytes
 */
public record FallbackDocument(
    Span span,
    boolean off,
    @Nullable List<Located<StatusRange>> on,
    @Nullable List<Located<String>> methods,
    @Nullable Located<Boolean> idempotencyKey,
    @Nullable Located<Long> body) {

  /** Copies the lists. */
  public FallbackDocument {
    on = on == null ? null : List.copyOf(on);
    methods = methods == null ? null : List.copyOf(methods);
  }
}
