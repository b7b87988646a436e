package dev.banyan.config.document;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sticky} says of the cookie that Banyan sets. Immutable.
 *
 * @param keys the places of those keys that are written, by name
 */
public record IssueDocument(
    Map<String, Span> keys,
    @Nullable Located<String> sameSite,
    @Nullable Located<String> domain,
    @Nullable Located<String> path,
    @Nullable Located<Duration> maxAge,
    @Nullable Located<Boolean> secure,
    @Nullable Located<Boolean> partitioned,
    @Nullable Located<String> cacheable) {

  /** Copies the map. */
  public IssueDocument {
    keys = Map.copyOf(keys);
  }
}
