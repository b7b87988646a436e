package dev.banyan.config;

import dev.banyan.core.http.Ascii;

/**
 * Names of headers and cookies (RFC 9110 section 5.6.2, RFC 6265 section 4.1.1).
 *
 * @param label what the key reference calls them
 */
record Tokens(String label) implements ScalarType<String> {
  private static final int LONGEST = 256;

  @Override
  public Reading<String> read(String text) {
    return isToken(text) && text.length() <= LONGEST
        ? Reading.of(text)
        : Reading.refused("a name without blanks, commas, colons and the like", null);
  }

  /** Whether {@code text} is a token. */
  static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c < 128 && Ascii.isTokenByte((byte) c));
  }
}
