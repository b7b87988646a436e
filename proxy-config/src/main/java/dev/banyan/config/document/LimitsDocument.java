package dev.banyan.config.document;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code limits} as written; sizes in bytes. Immutable. */
public record LimitsDocument(
    @Nullable Located<Duration> headerTimeout,
    @Nullable Located<Duration> bodyTimeout,
    @Nullable Located<Duration> idleTimeout,
    @Nullable Located<Duration> writeTimeout,
    @Nullable Located<Duration> halfClose,
    @Nullable Located<Long> requestLine,
    @Nullable Located<Long> headerBytes,
    @Nullable Located<Integer> headers,
    @Nullable Located<Long> body,
    @Nullable Located<Integer> connections) {}
