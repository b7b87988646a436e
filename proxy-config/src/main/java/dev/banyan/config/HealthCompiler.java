package dev.banyan.config;

import dev.banyan.config.document.EjectionDocument;
import dev.banyan.config.document.HealthCheckDocument;
import dev.banyan.config.document.HealthDocument;
import dev.banyan.config.document.Located;
import dev.banyan.core.backend.EjectionSpec;
import dev.banyan.core.backend.HealthCheckSpec;
import dev.banyan.core.backend.HealthSpec;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiles what a backend says about the health of its endpoints. Stateless. */
final class HealthCompiler {
  private static final EjectionDocument NOTHING_WRITTEN =
      new EjectionDocument(false, null, null, null);

  private HealthCompiler() {}

  static HealthSpec compile(HealthDocument health) {
    HealthCheckDocument check = health.check();
    return new HealthSpec(
        BackendKeys.SLOW_START.valueOr(health.slowStart()),
        check == null ? null : check(check),
        ejection(health.ejection() == null ? NOTHING_WRITTEN : health.ejection()));
  }

  private static HealthCheckSpec check(HealthCheckDocument check) {
    Located<String> host = check.host();
    return new HealthCheckSpec(
        Objects.requireNonNull(check.path()).value(),
        host == null ? null : host.value(),
        HealthCheckKeys.EVERY.valueOr(check.every()),
        HealthCheckKeys.TIMEOUT.valueOr(check.timeout()),
        HealthCheckKeys.HEALTHY_AFTER.valueOr(check.healthyAfter()),
        HealthCheckKeys.UNHEALTHY_AFTER.valueOr(check.unhealthyAfter()),
        StatusCompiler.compile(check.status(), HealthCheckSpec.DEFAULT_STATUS));
  }

  private static @Nullable EjectionSpec ejection(EjectionDocument ejection) {
    if (ejection.off()) {
      return null;
    }
    Duration first = EjectionKeys.FOR.valueOr(ejection.first());
    Duration longest = EjectionKeys.LONGEST.valueOr(ejection.longest());
    return new EjectionSpec(
        EjectionKeys.FAILURES.valueOr(ejection.failures()),
        first,
        longest.compareTo(first) < 0 ? first : longest);
  }
}
