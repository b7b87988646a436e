package dev.banyan.config.document;

import org.jspecify.annotations.Nullable;

/**
 * {@code share} as written, in hundredths of a percent; one number stands for both. Immutable.
 *
 * @param span the whole value
 */
public record ShareDocument(
    Span span, @Nullable Located<Integer> reads, @Nullable Located<Integer> writes) {}
