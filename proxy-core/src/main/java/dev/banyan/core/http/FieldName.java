package dev.banyan.core.http;

/**
 * A name that a known field has. Immutable.
 *
 * @param lower the name in lower case; never written to
 * @param field the field that is called so
 * @param family whether it is one of many names, and has underscores for hyphens too
 */
@SuppressWarnings("ArrayRecordComponent")
record FieldName(byte[] lower, KnownField field, boolean family) {
  /** Whether the name stands in {@code bytes[start, end)} in any case. */
  boolean spells(byte[] bytes, int start, int end) {
    return family
        ? Imitations.spells(lower, bytes, start, end)
        : Ascii.equalsLower(lower, bytes, start, end);
  }
}
