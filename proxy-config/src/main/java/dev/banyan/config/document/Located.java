package dev.banyan.config.document;

/**
 * A value and the place where it is written. Immutable if the value is.
 *
 * @param value what the text means
 * @param span where the value stands, quotes included
 */
public record Located<T>(T value, Span span) {}
