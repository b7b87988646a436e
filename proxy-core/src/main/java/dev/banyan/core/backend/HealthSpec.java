package dev.banyan.core.backend;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How it is found out which endpoints of a backend are well, and what follows. Immutable.
 *
 * @param slowStart in what time an endpoint that is new or back gets its full part; may be zero
 * @param check how endpoints are asked; null if they are not
 * @param ejection when an endpoint is left alone for its failures; null if never
 */
public record HealthSpec(
    Duration slowStart, @Nullable HealthCheckSpec check, @Nullable EjectionSpec ejection) {

  /** In what time an endpoint gets its full part, unless the table says otherwise. */
  public static final Duration DEFAULT_SLOW_START = Duration.ofSeconds(10);

  /** What holds unless the table says otherwise. */
  public static final HealthSpec DEFAULT =
      new HealthSpec(DEFAULT_SLOW_START, null, EjectionSpec.DEFAULT);
}
