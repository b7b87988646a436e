package dev.banyan.core.backend;

import dev.banyan.core.resilience.StatusSet;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the endpoints of a backend are asked whether they are well. Immutable.
 *
 * @param path the target of the request, with {@code /} first
 * @param host what Host says; null for the endpoint
 * @param every from the start of a check to that of the next
 * @param timeout longest wait for the head of the answer, connecting included
 * @param healthyAfter how many checks in a row an endpoint that is down must pass, 1 or more
 * @param unhealthyAfter how many checks in a row an endpoint that is up must fail, 1 or more
 * @param status the statuses that pass
 */
public record HealthCheckSpec(
    String path,
    @Nullable String host,
    Duration every,
    Duration timeout,
    int healthyAfter,
    int unhealthyAfter,
    StatusSet status) {

  /** Statuses that pass unless the table says otherwise: an answer and no error. */
  public static final StatusSet DEFAULT_STATUS = StatusSet.range(200, 399);
}
