package dev.banyan.core.http;

import java.util.stream.Stream;

/**
 * The fields that are meant for the last recipient, beside those of {@link KnownField}:
 * credentials, conditions, content format. None of them is a connection option (RFC 9110 section
 * 7.6.1) or a trailer (RFC 9110 section 6.5.1). What is about a proxy is meant for the next one,
 * and may end at a hop (RFC 9110 section 11.7). Stateless.
 */
final class EndToEnd {
  private static final byte[][] NAMES =
      bytes(
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
          "range",
          "retry-after",
          "vary",
          "www-authenticate");

  private static final byte[][] OF_PROXIES =
      bytes("proxy-authenticate", "proxy-authentication-info", "proxy-authorization");

  private EndToEnd() {}

  private static byte[][] bytes(String... names) {
    return Stream.of(names).map(Ascii::bytes).toArray(byte[][]::new);
  }

  /** Whether the name in {@code bytes[start, end)} is one of them, in any case. */
  static boolean contains(byte[] bytes, int start, int end) {
    return contains(NAMES, bytes, start, end);
  }

  /**
   * Whether the name in {@code bytes[start, end)} is one of them, or that of a field by which
   * proxies authenticate: no trailer, that is.
   */
  static boolean isNoTrailer(byte[] bytes, int start, int end) {
    return contains(NAMES, bytes, start, end) || contains(OF_PROXIES, bytes, start, end);
  }

  private static boolean contains(byte[][] names, byte[] bytes, int start, int end) {
    for (byte[] name : names) {
      if (Ascii.equalsLower(name, bytes, start, end)) {
        return true;
      }
    }
    return false;
  }
}
