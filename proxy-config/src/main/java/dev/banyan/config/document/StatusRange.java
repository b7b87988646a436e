package dev.banyan.config.document;

/** Statuses from {@code first} to {@code last}, both included: {@code 503}, or {@code 5xx}. */
public record StatusRange(int first, int last) {}
