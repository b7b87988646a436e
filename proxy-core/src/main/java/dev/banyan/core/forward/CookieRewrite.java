package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Authority;
import dev.banyan.core.http.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * Makes a cookie of a backend one that the client can keep and send back: a {@code Domain} that
 * holds the backend's host but not the one that the client asked is left out, so that the cookie
 * belongs to the latter alone (RFC 6265 section 5.3); a {@code Path} becomes the client's. All
 * other bytes of the line stay. Stateless.
 */
final class CookieRewrite {
  private CookieRewrite() {}

  /** The value of {@code Set-Cookie} for the client; null if it is right as it is. */
  static byte @Nullable [] value(byte[] bytes, int start, int end, AddressRewrite addresses) {
    ByteText out = null;
    int copied = start;
    for (int at = next(bytes, start, end); at < end; ) {
      int stop = next(bytes, at + 1, end);
      int from = Tokens.skip(bytes, at + 1, stop);
      int to = Tokens.trim(bytes, from, stop);
      int equals = Ascii.indexOf(bytes, from, to, (byte) '=');
      if (equals > 0) {
        int nameEnd = Tokens.trim(bytes, from, equals);
        int value = Tokens.skip(bytes, equals + 1, to);
        if (isForeign(bytes, from, nameEnd, value, to, addresses)) {
          out = (out == null ? new ByteText() : out).add(bytes, copied, at);
          copied = stop;
        } else if (movesPath(bytes, from, nameEnd, value, to, addresses)) {
          out = (out == null ? new ByteText() : out).add(bytes, copied, value);
          addresses.base().write(bytes, value, to, out);
          copied = to;
        }
      }
      at = stop;
    }
    return out == null ? null : out.add(bytes, copied, end).toBytes();
  }

  private static boolean isForeign(
      byte[] bytes, int name, int nameEnd, int value, int end, AddressRewrite addresses) {
    if (!Ascii.equalsIgnoreCase("domain", bytes, name, nameEnd)) {
      return false;
    }
    int domain = value < end && bytes[value] == '.' ? value + 1 : value;
    Authority asked = addresses.origin().host();
    return addresses.backends().within(bytes, domain, end)
        && !CookieDomain.matches(asked.bytes(), asked.start(), asked.hostEnd(), bytes, domain, end);
  }

  /** The root holds every path of the client too, so it stays. */
  private static boolean movesPath(
      byte[] bytes, int name, int nameEnd, int value, int end, AddressRewrite addresses) {
    return end - value > 1
        && bytes[value] == '/'
        && Ascii.equalsIgnoreCase("path", bytes, name, nameEnd)
        && !addresses.base().isSame();
  }

  private static int next(byte[] bytes, int start, int end) {
    int semicolon = Ascii.indexOf(bytes, start, end, (byte) ';');
    return semicolon < 0 ? end : semicolon;
  }
}
