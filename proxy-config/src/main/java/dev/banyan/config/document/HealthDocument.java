package dev.banyan.config.document;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a backend says about the health of its endpoints, as written. Immutable. */
public record HealthDocument(
    @Nullable Located<Duration> slowStart,
    @Nullable HealthCheckDocument check,
    @Nullable EjectionDocument ejection) {
  /** Nothing is written. */
  public static final HealthDocument NONE = new HealthDocument(null, null, null);
}
