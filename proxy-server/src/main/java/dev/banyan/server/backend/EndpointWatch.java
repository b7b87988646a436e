package dev.banyan.server.backend;

import dev.banyan.core.backend.EndpointHealth;
import dev.banyan.core.backend.FailureStreak;
import dev.banyan.core.backend.HealthCheckSpec;
import dev.banyan.core.backend.Standing;
import dev.banyan.server.transport.LoopContext;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the health of an endpoint, and who asks it. Its streak and its standing are
 * shared by all event loops; the rest is confined to the one that watches the backend.
 */
final class EndpointWatch {
  private final LiveEndpoint endpoint;
  private final EndpointHealth health;
  private final FailureStreak streak;
  private final AtomicBoolean asking = new AtomicBoolean();
  private @Nullable HealthCheck check;
  private volatile Standing standing;

  EndpointWatch(LiveEndpoint endpoint, EndpointHealth health) {
    this.endpoint = endpoint;
    this.health = health;
    this.streak = health.streak();
    this.standing = health.standing();
  }

  String name() {
    return endpoint.name();
  }

  EndpointHealth health() {
    return health;
  }

  FailureStreak streak() {
    return streak;
  }

  /** What is thought of the endpoint. */
  Standing standing() {
    return standing;
  }

  /** Lets all loops see what is thought of the endpoint. */
  void publish() {
    standing = health.standing();
  }

  /** Whether nobody waits yet for the endpoint to be judged; from now on somebody does. */
  boolean askOnce() {
    return asking.compareAndSet(false, true);
  }

  /** The endpoint is being judged. */
  void asked() {
    asking.set(false);
  }

  /** Whether the endpoint is asked just so; if it is, from now on with this connector. */
  boolean checkedBy(@Nullable HealthCheckSpec spec, Connector connector) {
    if (check == null || !check.spec().equals(spec)) {
      return check == null && spec == null;
    }
    check.connector(connector);
    return true;
  }

  /** Asks the endpoint again and again, for the first time after a delay. */
  void start(
      HealthCheckSpec spec,
      Connector connector,
      LoopContext loop,
      Consumer<CheckResult> told,
      long delayNanos) {
    check = new HealthCheck(spec, endpoint, connector, loop, told);
    check.start(delayNanos);
  }

  /** Asks the endpoint no more. */
  void stop() {
    if (check != null) {
      check.stop();
      check = null;
    }
  }
}
