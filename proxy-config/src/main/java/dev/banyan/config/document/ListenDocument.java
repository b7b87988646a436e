package dev.banyan.config.document;

import org.jspecify.annotations.Nullable;

/** One entry of {@code listen} as written, as a mapping or as {@code host:port}. Immutable. */
public record ListenDocument(
    Span span, @Nullable Located<String> host, @Nullable Located<Integer> port) {}
