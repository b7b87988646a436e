package dev.banyan.config;

import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.document.BreakerDocument;
import dev.banyan.config.document.Located;
import org.jspecify.annotations.Nullable;

/** Reads {@code breaker}. Confined to one load. */
final class BreakerReader {
  private static final OnOff ON_OFF = new OnOff("`failure-rate` and `open-for`");

  private final Problems problems;
  private final ScalarReader scalars;

  BreakerReader(Problems problems, ScalarReader scalars) {
    this.problems = problems;
    this.scalars = scalars;
  }

  /** The breaker of a route, or null if it is absent or unreadable. */
  @Nullable BreakerDocument read(MappingReader route) {
    YamlValue value = route.value(RouteKeys.BREAKER);
    if (value == null) {
      return null;
    }
    if (value instanceof Mapping mapping) {
      return breaker(mapping);
    }
    Located<Boolean> on = scalars.scalar("breaker", route.keyAt(RouteKeys.BREAKER), value, ON_OFF);
    return on == null
        ? null
        : new BreakerDocument(
            on.span(), !on.value(), null, null, null, null, null, null, null, null);
  }

  private BreakerDocument breaker(Mapping mapping) {
    MappingReader breaker = new MappingReader(mapping, BreakerKeys.ALL, problems, scalars);
    return new BreakerDocument(
        mapping.head(),
        false,
        breaker.scalar(BreakerKeys.FAILURE_RATE),
        breaker.list(BreakerKeys.FAILURES),
        breaker.scalar(BreakerKeys.SLOW_CALL),
        breaker.scalar(BreakerKeys.SLOW_RATE),
        breaker.scalar(BreakerKeys.WINDOW),
        breaker.scalar(BreakerKeys.MINIMUM_CALLS),
        breaker.scalar(BreakerKeys.OPEN_FOR),
        breaker.scalar(BreakerKeys.PROBES));
  }
}
