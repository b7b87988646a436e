package dev.banyan.config.document;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code health-check} as written. Immutable.
 *
 * @param path null if it is missing or unreadable, which is a problem
 * @param status the statuses that pass; null if not written
 */
public record HealthCheckDocument(
    @Nullable Located<String> path,
    @Nullable Located<String> host,
    @Nullable Located<Duration> every,
    @Nullable Located<Duration> timeout,
    @Nullable Located<Integer> healthyAfter,
    @Nullable Located<Integer> unhealthyAfter,
    @Nullable List<Located<StatusRange>> status) {

  /** Copies the list. */
  public HealthCheckDocument {
    status = status == null ? null : List.copyOf(status);
  }
}
