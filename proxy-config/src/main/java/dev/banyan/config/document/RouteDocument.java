package dev.banyan.config.document;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code routes}, or {@code defaults}, as written; sizes in bytes. Immutable.
 *
 * @param newBackend the key {@code new}
 */
public record RouteDocument(
    Section section,
    @Nullable Located<String> name,
    @Nullable MatchDocument match,
    @Nullable Located<String> legacy,
    @Nullable Located<String> newBackend,
    @Nullable ShareDocument share,
    @Nullable StickyDocument sticky,
    @Nullable Located<Duration> timeout,
    @Nullable FallbackDocument fallback,
    @Nullable Located<Integer> maxInFlight,
    @Nullable BreakerDocument breaker,
    @Nullable Located<Long> bodyLimit,
    @Nullable Located<Boolean> kill) {}
