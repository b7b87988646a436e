package dev.banyan.core.http;

/** Reads a status line (RFC 9112 section 4). Stateless. */
final class StatusLine {
  private StatusLine() {}

  /** 0 or 1 for {@code HTTP/1.x}, -1 for anything else. */
  static int minorVersion(byte[] bytes, int lineEnd) {
    return lineEnd >= 12 && bytes[8] == ' ' ? HttpVersion.minor(bytes, 0) : -1;
  }

  /**
   * The status code, or -1 unless it is three digits with a clean reason.
   *
   * @param any whether it may be below 100 or above 599
   */
  static int status(byte[] bytes, int lineEnd, boolean any) {
    if (lineEnd < 12 || (lineEnd > 12 && bytes[12] != ' ')) {
      return -1;
    }
    int status = 0;
    for (int i = 9; i < 12; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return -1;
      }
      status = status * 10 + bytes[i] - '0';
    }
    for (int i = 12; i < lineEnd; i++) {
      if ((bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t') || bytes[i] == 0x7f) {
        return -1;
      }
    }
    return any || (status >= 100 && status <= 599) ? status : -1;
  }
}
