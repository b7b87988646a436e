package dev.banyan.config;

import org.jspecify.annotations.Nullable;

/**
 * How the text of a scalar becomes a value. Immutable.
 *
 * @param <T> the type of the values
 */
interface ScalarType<T> {
  /** What the key reference calls such a value, as in {@code duration}. */
  String label();

  /** Reads a text as written, without its quotes. */
  Reading<T> read(String text);

  /**
   * What was read.
   *
   * @param value the value; null if the text is none
   * @param expected what would have been right
   * @param meant the text that was likely meant; null if unknown
   */
  record Reading<T>(@Nullable T value, String expected, @Nullable String meant) {
    /** A text that is a value. */
    static <T> Reading<T> of(T value) {
      return new Reading<>(value, "", null);
    }

    /** A text that is none. */
    static <T> Reading<T> refused(String expected, @Nullable String meant) {
      return new Reading<>(null, expected, meant);
    }
  }
}
