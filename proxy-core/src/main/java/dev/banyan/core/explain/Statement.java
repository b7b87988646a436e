package dev.banyan.core.explain;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is said of a request. Immutable.
 *
 * @param label what it is about, in a word or two
 * @param text what is so; without control characters
 * @param place the place of the table behind it; null if the table has no say in it
 */
public record Statement(String label, String text, @Nullable Place place) {}
