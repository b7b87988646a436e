package dev.banyan.core.http;

/** Reads {@code HTTP/1.x} (RFC 9112 section 2.3). Stateless. */
final class HttpVersion {
  private static final byte[] PREFIX = Ascii.bytes("HTTP/");

  private HttpVersion() {}

  /** Whether {@code bytes[start, start + 8)} has the form {@code HTTP/d.d}. */
  static boolean wellFormed(byte[] bytes, int start) {
    for (int i = 0; i < PREFIX.length; i++) {
      if (bytes[start + i] != PREFIX[i]) {
        return false;
      }
    }
    return digit(bytes[start + 5]) && bytes[start + 6] == '.' && digit(bytes[start + 7]);
  }

  /** 0 for {@code HTTP/1.0}, 1 for a later {@code HTTP/1.x}, -1 for anything else. */
  static int minor(byte[] bytes, int start) {
    if (!wellFormed(bytes, start) || bytes[start + 5] != '1') {
      return -1;
    }
    return bytes[start + 7] == '0' ? 0 : 1;
  }

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }
}
