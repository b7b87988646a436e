package dev.banyan.config.document;

import org.jspecify.annotations.Nullable;

/** {@code metrics} as written. Immutable. */
public record MetricsDocument(
    @Nullable Located<Integer> routes, @Nullable Located<Boolean> resilience4j) {}
