package dev.banyan.config.document;

import org.jspecify.annotations.Nullable;

/**
 * {@code admin} as written. Immutable.
 *
 * @param off whether it says {@code off}
 * @param tokenFile the path of the file with the secret
 */
public record AdminDocument(
    Span span,
    boolean off,
    @Nullable Located<String> host,
    @Nullable Located<Integer> port,
    @Nullable Located<String> tokenFile) {}
