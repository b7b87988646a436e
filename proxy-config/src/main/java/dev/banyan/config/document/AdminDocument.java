package dev.banyan.config.document;

import org.jspecify.annotations.Nullable;

/**
 * {@code admin} as written. Immutable.
 *
 * @param off whether it says {@code off}
 */
public record AdminDocument(
    Span span, boolean off, @Nullable Located<String> host, @Nullable Located<Integer> port) {}
