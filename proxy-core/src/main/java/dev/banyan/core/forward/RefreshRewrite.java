package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Tokens;
import org.jspecify.annotations.Nullable;

/** Finds the URL of a {@code Refresh} field, as browsers do (HTML section 4.2.5.3). Stateless. */
final class RefreshRewrite {
  private RefreshRewrite() {}

  /** The value of {@code Refresh} for the client; null if it is right as it is. */
  static byte @Nullable [] value(byte[] bytes, int start, int end, AddressRewrite addresses) {
    int at = start;
    while (at < end && bytes[at] != ';' && bytes[at] != ',') {
      at++;
    }
    at = Tokens.skip(bytes, at + 1, end);
    if (at + 3 > end || !Ascii.equalsIgnoreCase("url", bytes, at, at + 3)) {
      return null;
    }
    at = Tokens.skip(bytes, at + 3, end);
    if (at >= end || bytes[at] != '=') {
      return null;
    }
    at = Tokens.skip(bytes, at + 1, end);
    boolean quoted = at < end && (bytes[at] == '"' || bytes[at] == '\'');
    int url = quoted ? at + 1 : at;
    int close = quoted ? Ascii.indexOf(bytes, url, end, bytes[at]) : end;
    int urlEnd = close < 0 ? end : close;
    byte[] changed = addresses.reference(bytes, url, urlEnd);
    return changed == null
        ? null
        : new ByteText().add(bytes, start, url).add(changed).add(bytes, urlEnd, end).toBytes();
  }
}
