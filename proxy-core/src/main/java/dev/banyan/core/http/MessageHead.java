package dev.banyan.core.http;

import org.jspecify.annotations.Nullable;

/**
 * The head of a message: its bytes as received, with an index of its fields. Names and values are
 * read from the bytes on demand; nothing is copied into a map. Immutable once parsed.
 */
public abstract sealed class MessageHead permits RequestHead, ResponseHead {
  private final byte[] bytes;
  private final int length;
  private final FieldIndex fields;
  private final int minorVersion;

  MessageHead(byte[] bytes, int length, FieldIndex fields, int minorVersion) {
    this.bytes = bytes;
    this.length = length;
    this.fields = fields;
    this.minorVersion = minorVersion;
  }

  /** The same head. */
  MessageHead(MessageHead other) {
    this(other.bytes, other.length, other.fields, other.minorVersion);
  }

  /** The whole head as received, start line to the empty line; never to be written to. */
  public final byte[] bytes() {
    return bytes;
  }

  final FieldIndex index() {
    return fields;
  }

  /** How many of {@link #bytes()} belong to the head. */
  public final int length() {
    return length;
  }

  /** The minor HTTP version: 0 or 1; a later 1.x counts as 1. */
  public final int minorVersion() {
    return minorVersion;
  }

  /** The number of field lines. */
  public final int fieldCount() {
    return fields.count();
  }

  /** Where the name of field {@code i} begins in {@link #bytes()}. */
  public final int nameStart(int i) {
    return fields.nameStart(i);
  }

  /** Where the name of field {@code i} ends, exclusive. */
  public final int nameEnd(int i) {
    return fields.nameEnd(i);
  }

  /** Where the value of field {@code i} begins, white space left out. */
  public final int valueStart(int i) {
    return fields.valueStart(i);
  }

  /** Where the value of field {@code i} ends, exclusive, white space left out. */
  public final int valueEnd(int i) {
    return fields.valueEnd(i);
  }

  /** The known field that field {@code i} is, or null. */
  public final @Nullable KnownField known(int i) {
    int ordinal = fields.known(i);
    return ordinal < 0 ? null : KnownField.of(ordinal);
  }

  /** Whether field {@code i} is {@code field}. */
  public final boolean is(int i, KnownField field) {
    return fields.known(i) == field.index();
  }

  /** Whether the head has {@code field} at least once. */
  public final boolean has(KnownField field) {
    return fields.seen(field);
  }

  /** The first index at or after {@code from} that holds {@code field}, or -1. */
  public final int next(KnownField field, int from) {
    if (!fields.seen(field)) {
      return -1;
    }
    for (int i = from; i < fields.count(); i++) {
      if (fields.known(i) == field.index()) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The first index at or after {@code from} whose name is {@code lowerName} in any case, or -1.
   */
  public final int next(byte[] lowerName, int from) {
    for (int i = from; i < fields.count(); i++) {
      if (Ascii.equalsLower(lowerName, bytes, fields.nameStart(i), fields.nameEnd(i))) {
        return i;
      }
    }
    return -1;
  }

  /** The first index at or after {@code from} whose name is {@code name}, any case, or -1. */
  public final int next(String name, int from) {
    for (int i = from; i < fields.count(); i++) {
      if (Ascii.equalsIgnoreCase(name, bytes, fields.nameStart(i), fields.nameEnd(i))) {
        return i;
      }
    }
    return -1;
  }

  /** The name of field {@code i} as written. */
  public final String name(int i) {
    return Ascii.string(bytes, nameStart(i), nameEnd(i));
  }

  /** The value of field {@code i} as written, ISO-8859-1. */
  public final String value(int i) {
    return Ascii.string(bytes, valueStart(i), valueEnd(i));
  }

  /** The value of the first {@code field}, or null. */
  public final @Nullable String first(KnownField field) {
    int i = next(field, 0);
    return i < 0 ? null : value(i);
  }

  /** Whether any line of the list field {@code field} has {@code token}, in any case. */
  public final boolean hasToken(KnownField field, byte[] token) {
    for (int i = next(field, 0); i >= 0; i = next(field, i + 1)) {
      if (Tokens.contains(bytes, valueStart(i), valueEnd(i), token)) {
        return true;
      }
    }
    return false;
  }
}
