package dev.banyan.config.document;

import org.jspecify.annotations.Nullable;

/** {@code redirect} as written. Immutable. */
public record RedirectDocument(Located<String> to, @Nullable Located<String> status) {}
