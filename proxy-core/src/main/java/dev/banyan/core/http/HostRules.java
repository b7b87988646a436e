package dev.banyan.core.http;

/** What a host with an optional port may look like (RFC 3986 section 3.2.2). Stateless. */
public final class HostRules {
  private static final int MAX_HOST_BYTES = 255;

  private HostRules() {}

  /**
   * Where the host of {@code bytes[start, end)} ends, before an optional {@code :port}.
   *
   * @return the end, exclusive, or -1 if the range is empty or no host with an optional port
   */
  public static int hostEnd(byte[] bytes, int start, int end) {
    if (start >= end || end - start > MAX_HOST_BYTES) {
      return -1;
    }
    int at = bytes[start] == '[' ? literalEnd(bytes, start, end) : nameEnd(bytes, start, end);
    return at > start && portIsValid(bytes, at, end) ? at : -1;
  }

  private static int nameEnd(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && bytes[at] != ':') {
      byte b = bytes[at];
      boolean letterOrDigit =
          (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
      if (!letterOrDigit && b != '-' && b != '.' && b != '_' && b != '~') {
        return -1;
      }
      at++;
    }
    return at;
  }

  /** An IPv6 address in brackets, without a zone. */
  private static int literalEnd(byte[] bytes, int start, int end) {
    int close = Ascii.indexOf(bytes, start, end, (byte) ']');
    if (close < 0 || Ascii.indexOf(bytes, start, close, (byte) ':') < 0) {
      return -1;
    }
    return IpAddress.parse(Ascii.string(bytes, start + 1, close)) == null ? -1 : close + 1;
  }

  private static boolean portIsValid(byte[] bytes, int at, int end) {
    if (at == end) {
      return true;
    }
    if (bytes[at] != ':' || end - at > 6) {
      return false;
    }
    int port = 0;
    for (int i = at + 1; i < end; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
      port = port * 10 + bytes[i] - '0';
    }
    return port <= 65_535;
  }
}
