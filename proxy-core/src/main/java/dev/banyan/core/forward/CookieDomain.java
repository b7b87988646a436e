package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;

/** Domains of cookies (RFC 6265 section 5.1.3). Stateless. */
final class CookieDomain {
  private CookieDomain() {}

  /**
   * Whether the host {@code host[start, end)} lies in {@code domain[from, to)}; case is nothing.
   */
  static boolean matches(byte[] host, int start, int end, byte[] domain, int from, int to) {
    int length = to - from;
    int tail = end - length;
    if (length == 0 || tail < start || !Ascii.equalsIgnoreCase(host, tail, end, domain, from, to)) {
      return false;
    }
    return tail == start || (host[tail - 1] == '.' && !isAddress(host, start, end));
  }

  /** Whether a host is no name: those have a letter in their last label. */
  private static boolean isAddress(byte[] host, int start, int end) {
    for (int i = end - 1; i >= start && host[i] != '.'; i--) {
      if (host[i] < '0' || host[i] > '9') {
        return false;
      }
    }
    return true;
  }
}
