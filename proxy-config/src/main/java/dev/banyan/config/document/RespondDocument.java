package dev.banyan.config.document;

import org.jspecify.annotations.Nullable;

/** {@code respond} as written. Immutable. */
public record RespondDocument(
    Located<Integer> status, @Nullable Located<String> body, @Nullable Located<String> type) {}
