package dev.banyan.config.document;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code breaker} as written; rates in hundredths of a percent. Immutable.
 *
 * @param off whether it says {@code off}
 * @param failures statuses of new; null if not written
 */
public record BreakerDocument(
    Span span,
    boolean off,
    @Nullable Located<Integer> failureRate,
    @Nullable List<Located<StatusRange>> failures,
    @Nullable Located<Duration> slowCall,
    @Nullable Located<Integer> slowRate,
    @Nullable Located<WindowDocument> window,
    @Nullable Located<Integer> minimumCalls,
    @Nullable Located<Duration> openFor,
    @Nullable Located<Integer> probes) {

  /** Copies the list. */
  public BreakerDocument {
    failures = failures == null ? null : List.copyOf(failures);
  }
}
