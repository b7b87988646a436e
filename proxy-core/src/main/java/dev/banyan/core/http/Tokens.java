package dev.banyan.core.http;

/** Comma-separated lists of tokens (RFC 9110 section 5.6.1), read in place. */
final class Tokens {
  private Tokens() {}

  static boolean contains(byte[] bytes, int start, int end, byte[] lowerToken) {
    int at = start;
    while (at <= end) {
      int comma = Ascii.indexOf(bytes, at, end, (byte) ',');
      int stop = comma < 0 ? end : comma;
      int from = skip(bytes, at, stop);
      int to = trim(bytes, from, stop);
      if (Ascii.equalsLower(lowerToken, bytes, from, to)) {
        return true;
      }
      at = stop + 1;
    }
    return false;
  }

  /** The first position at or after {@code start} that is neither space nor tab. */
  static int skip(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    return at;
  }

  /** The end of {@code bytes[start, end)} once trailing spaces and tabs are left out. */
  static int trim(byte[] bytes, int start, int end) {
    int at = end;
    while (at > start && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t')) {
      at--;
    }
    return at;
  }
}
