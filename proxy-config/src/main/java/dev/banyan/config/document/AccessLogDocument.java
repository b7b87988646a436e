package dev.banyan.config.document;

import org.jspecify.annotations.Nullable;

/**
 * {@code access-log} as written, as a mapping or as a target alone. Immutable.
 *
 * @param to {@code on}, {@code off} or a path
 */
public record AccessLogDocument(@Nullable Located<String> to, @Nullable Located<Boolean> query) {}
