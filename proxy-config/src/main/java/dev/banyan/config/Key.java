package dev.banyan.config;

import dev.banyan.config.document.Located;
import org.jspecify.annotations.Nullable;

/**
 * One key of the language: what the reader takes, and what the key reference says. Immutable.
 *
 * @param <T> the type of a scalar value
 * @param name the key as written
 * @param type how a scalar, or each scalar of a list, is read; null if the value has an own form
 * @param label what the key reference calls the value
 * @param standard the value of an absent key: as written where there is one; empty if the key is
 *     required or has no effect by its absence
 * @param help what the key is for, in Markdown
 */
record Key<T>(
    String name, @Nullable ScalarType<T> type, String label, String standard, String help) {

  /** A key with a scalar value. */
  static <T> Key<T> of(String name, ScalarType<T> type, String standard, String help) {
    return new Key<>(name, type, type.label(), standard, help);
  }

  /** A key whose value is a list of scalars, or one scalar. */
  static <T> Key<T> list(String name, ScalarType<T> type, String standard, String help) {
    return new Key<>(name, type, type.label() + " list", standard, help);
  }

  /** A key whose value has an own form. */
  static Key<Void> form(String name, String label, String standard, String help) {
    return new Key<>(name, null, label, standard, help);
  }

  /** The type of a key made with {@link #of} or {@link #list}. */
  ScalarType<T> scalar() {
    if (type == null) {
      throw new IllegalStateException(name + ": no type (expected: a key of scalars)");
    }
    return type;
  }

  /** The value of an absent key. */
  T standardValue() {
    T value = scalar().read(standard).value();
    if (value == null) {
      throw new IllegalStateException(name + ": " + standard + " (expected: a default)");
    }
    return value;
  }

  /** What was written, or else the value of an absent key. */
  T valueOr(@Nullable Located<T> written) {
    return written == null ? standardValue() : written.value();
  }
}
