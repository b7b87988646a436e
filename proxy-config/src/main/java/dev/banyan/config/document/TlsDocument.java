package dev.banyan.config.document;

import org.jspecify.annotations.Nullable;

/**
 * {@code tls} of a backend as written. Immutable.
 *
 * @param span what stands for the whole in a message
 * @param ca a path
 * @param certificate a path
 * @param key a path
 * @param keyPasswordFile a path
 * @param serverName a host
 */
public record TlsDocument(
    Span span,
    @Nullable Located<String> ca,
    @Nullable Located<String> certificate,
    @Nullable Located<String> key,
    @Nullable Located<String> keyPasswordFile,
    @Nullable Located<String> serverName,
    @Nullable Located<Boolean> insecure) {}
