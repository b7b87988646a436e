package dev.banyan.core.http;

/** Comma-separated lists of tokens (RFC 9110 section 5.6.1), read in place. */
public final class Tokens {
  private Tokens() {}

  /** Whether {@code token}, in any case, is an element of the list in {@code bytes[start, end)}. */
  static boolean contains(byte[] bytes, int start, int end, byte[] token) {
    return contains(bytes, start, end, token, 0, token.length);
  }

  /** As above, for the token in {@code token[tokenStart, tokenEnd)}. */
  static boolean contains(
      byte[] bytes, int start, int end, byte[] token, int tokenStart, int tokenEnd) {
    int at = start;
    while (at <= end) {
      int comma = Ascii.indexOf(bytes, at, end, (byte) ',');
      int stop = comma < 0 ? end : comma;
      int from = skip(bytes, at, stop);
      int to = trim(bytes, from, stop);
      if (Ascii.equalsIgnoreCase(token, tokenStart, tokenEnd, bytes, from, to)) {
        return true;
      }
      at = stop + 1;
    }
    return false;
  }

  /** The first position at or after {@code start} that is neither space nor tab. */
  public static int skip(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    return at;
  }

  /** The end of {@code bytes[start, end)} once trailing spaces and tabs are left out. */
  public static int trim(byte[] bytes, int start, int end) {
    int at = end;
    while (at > start && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t')) {
      at--;
    }
    return at;
  }
}
