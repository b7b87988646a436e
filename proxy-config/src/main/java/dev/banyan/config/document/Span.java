package dev.banyan.config.document;

/**
 * A stretch of a file's text. Immutable.
 *
 * @param line the line of its first character, from 1
 * @param column the column of its first character in that line, from 1, in Unicode characters
 * @param start the offset of its first character in the text, in {@code char}s
 * @param end the offset after its last character, in {@code char}s
 */
public record Span(int line, int column, int start, int end) {}
