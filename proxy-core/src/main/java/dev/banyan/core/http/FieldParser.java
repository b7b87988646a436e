package dev.banyan.core.http;

import org.jspecify.annotations.Nullable;

/**
 * Reads field lines (RFC 9112 section 5) strictly: CRLF line ends, no folding, no space before the
 * colon, names of token bytes, values without control bytes. Stateless.
 */
final class FieldParser {
  private FieldParser() {}

  /**
   * Reads the lines of {@code bytes[at, end)}, where the last line is the empty one, into {@code
   * into}.
   *
   * @return what is wrong, or null
   */
  static @Nullable HeadViolation parse(
      byte[] bytes, int at, int end, int maxFields, FieldIndex into) {
    int line = at;
    while (true) {
      if (line + 1 >= end) {
        return HeadViolation.BAD_LINE_END;
      }
      byte first = bytes[line];
      if (first == '\r') {
        return bytes[line + 1] == '\n' && line + 2 == end ? null : HeadViolation.BAD_LINE_END;
      }
      if (first == ' ' || first == '\t') {
        return HeadViolation.FOLDED_FIELD;
      }
      if (into.count() == maxFields) {
        return HeadViolation.TOO_MANY_FIELDS;
      }
      int nameEnd = nameEnd(bytes, line, end);
      if (nameEnd < 0) {
        return HeadViolation.BAD_FIELD_NAME;
      }
      int lineEnd = valueEnd(bytes, nameEnd + 1, end);
      if (lineEnd < 0) {
        return HeadViolation.BAD_FIELD_VALUE;
      }
      if (lineEnd + 1 >= end || bytes[lineEnd] != '\r' || bytes[lineEnd + 1] != '\n') {
        return HeadViolation.BAD_LINE_END;
      }
      int valueStart = Tokens.skip(bytes, nameEnd + 1, lineEnd);
      int valueEnd = Tokens.trim(bytes, valueStart, lineEnd);
      KnownField known = KnownField.find(bytes, line, nameEnd);
      into.add(line, nameEnd, valueStart, valueEnd, known == null ? -1 : known.index());
      line = lineEnd + 2;
    }
  }

  /** The position of the colon behind a non-empty token, or -1. */
  private static int nameEnd(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && Ascii.isTokenByte(bytes[at])) {
      at++;
    }
    return at > start && at < end && bytes[at] == ':' ? at : -1;
  }

  /** The position of the first CR or LF, or -1 if a forbidden byte comes before it. */
  private static int valueEnd(byte[] bytes, int start, int end) {
    for (int at = start; at < end; at++) {
      byte b = bytes[at];
      if (b < ' ' && b >= 0 && b != '\t') {
        return b == '\r' || b == '\n' ? at : -1;
      }
      if (b == 0x7f) {
        return -1;
      }
    }
    return end;
  }
}
