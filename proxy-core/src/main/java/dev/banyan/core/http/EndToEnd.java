package dev.banyan.core.http;

import java.util.stream.Stream;

/**
 * The fields that are meant for the last recipient, beside those of {@link KnownField}:
 * credentials, conditions, content format. None of them is a connection option (RFC 9110 section
 * 7.6.1) or a trailer (RFC 9110 section 6.5.1). Stateless.
 */
final class EndToEnd {
  private static final byte[][] NAMES =
      Stream.of(
              "age",
              "authentication-info",
              "authorization",
              "content-encoding",
              "content-range",
              "expires",
              "if-match",
              "if-modified-since",
              "if-none-match",
              "if-range",
              "if-unmodified-since",
              "origin",
              "pragma",
              "proxy-authenticate",
              "proxy-authentication-info",
              "proxy-authorization",
              "range",
              "retry-after",
              "vary",
              "www-authenticate")
          .map(Ascii::bytes)
          .toArray(byte[][]::new);

  private EndToEnd() {}

  /** Whether the name in {@code bytes[start, end)} is one of them, in any case. */
  static boolean contains(byte[] bytes, int start, int end) {
    for (byte[] name : NAMES) {
      if (Ascii.equalsLower(name, bytes, start, end)) {
        return true;
      }
    }
    return false;
  }
}
