package dev.banyan.config;

import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.document.EjectionDocument;
import dev.banyan.config.document.HealthCheckDocument;
import dev.banyan.config.document.HealthDocument;
import dev.banyan.config.document.Located;
import dev.banyan.config.document.StatusRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a backend says about the health of its endpoints. Confined to one load. */
final class HealthReader {
  private static final OnOff ON_OFF = new OnOff("`failures` and `for`");

  private final Problems problems;
  private final ScalarReader scalars;

  HealthReader(Problems problems, ScalarReader scalars) {
    this.problems = problems;
    this.scalars = scalars;
  }

  HealthDocument read(MappingReader backend) {
    return new HealthDocument(
        backend.scalar(BackendKeys.SLOW_START), check(backend), ejection(backend));
  }

  private @Nullable HealthCheckDocument check(MappingReader backend) {
    MappingReader check = backend.mapping(BackendKeys.HEALTH_CHECK, HealthCheckKeys.ALL);
    if (check == null) {
      return null;
    }
    check.require(HealthCheckKeys.PATH, "add a path such as `path: /healthz`");
    List<Located<StatusRange>> status = check.list(HealthCheckKeys.STATUS);
    if (status != null && status.isEmpty() && isEmptyList(check)) {
      String message = "status: an empty list (expected: one status or more)";
      problems.error(check.keyAt(HealthCheckKeys.STATUS), message, null);
    }
    return new HealthCheckDocument(
        check.scalar(HealthCheckKeys.PATH),
        check.scalar(HealthCheckKeys.HOST),
        check.scalar(HealthCheckKeys.EVERY),
        check.scalar(HealthCheckKeys.TIMEOUT),
        check.scalar(HealthCheckKeys.HEALTHY_AFTER),
        check.scalar(HealthCheckKeys.UNHEALTHY_AFTER),
        status);
  }

  private static boolean isEmptyList(MappingReader check) {
    return check.value(HealthCheckKeys.STATUS) instanceof YamlValue.Sequence list
        && list.items().isEmpty();
  }

  private @Nullable EjectionDocument ejection(MappingReader backend) {
    YamlValue value = backend.value(BackendKeys.EJECTION);
    if (value == null) {
      return null;
    }
    if (value instanceof Mapping mapping) {
      MappingReader ejection = new MappingReader(mapping, EjectionKeys.ALL, problems, scalars);
      return new EjectionDocument(
          false,
          ejection.scalar(EjectionKeys.FAILURES),
          ejection.scalar(EjectionKeys.FOR),
          ejection.scalar(EjectionKeys.LONGEST));
    }
    Located<Boolean> on =
        scalars.scalar("ejection", backend.keyAt(BackendKeys.EJECTION), value, ON_OFF);
    return on == null ? null : new EjectionDocument(!on.value(), null, null, null);
  }
}
