package dev.banyan.config;

import dev.banyan.config.YamlValue.Mapping;
import dev.banyan.config.document.FallbackDocument;
import dev.banyan.config.document.Located;
import org.jspecify.annotations.Nullable;

/** Reads {@code fallback}. Confined to one load. */
final class FallbackReader {
  private static final OnOff ON_OFF = new OnOff("`on` and `methods`");

  private final Problems problems;
  private final ScalarReader scalars;

  FallbackReader(Problems problems, ScalarReader scalars) {
    this.problems = problems;
    this.scalars = scalars;
  }

  /** The fallback of a route, or null if it is absent or unreadable. */
  @Nullable FallbackDocument read(MappingReader route) {
    YamlValue value = route.value(RouteKeys.FALLBACK);
    if (value == null) {
      return null;
    }
    if (value instanceof Mapping mapping) {
      return fallback(mapping);
    }
    Located<Boolean> on =
        scalars.scalar("fallback", route.keyAt(RouteKeys.FALLBACK), value, ON_OFF);
    return on == null ? null : new FallbackDocument(on.span(), !on.value(), null, null, null, null);
  }

  private FallbackDocument fallback(Mapping mapping) {
    MappingReader fallback = new MappingReader(mapping, FallbackKeys.ALL, problems, scalars);
    return new FallbackDocument(
        mapping.head(),
        false,
        fallback.list(FallbackKeys.ON),
        fallback.list(FallbackKeys.METHODS),
        fallback.scalar(FallbackKeys.IDEMPOTENCY_KEY),
        fallback.scalar(FallbackKeys.BODY));
  }
}
