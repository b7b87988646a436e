package dev.banyan.config.document;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code ejection} as written. Immutable.
 *
 * @param off whether it says {@code off}
 * @param first of the key {@code for}
 */
public record EjectionDocument(
    boolean off,
    @Nullable Located<Integer> failures,
    @Nullable Located<Duration> first,
    @Nullable Located<Duration> longest) {}
