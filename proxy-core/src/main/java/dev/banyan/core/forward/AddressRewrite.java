package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Authority;
import org.jspecify.annotations.Nullable;

/**
 * Turns references to a backend's own address into references to the address that the client asked
 * (RFC 3986 section 4). What names another host, or a user, stays as it is. Immutable.
 *
 * @param backends the addresses that are not to be seen
 * @param origin what the client asked
 * @param base where the backend's paths begin for the client
 */
record AddressRewrite(BackendAddresses backends, ClientOrigin origin, PathBase base) {
  private static final byte[] HTTP = Ascii.bytes("http://");
  private static final byte[] HTTPS = Ascii.bytes("https://");
  private static final byte[] SCHEME_END = Ascii.bytes("://");
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** The reference for the client; null if {@code bytes[start, end)} is right as it is. */
  byte @Nullable [] reference(byte[] bytes, int start, int end) {
    if (startsWith(HTTP, bytes, start, end)) {
      return absolute(bytes, start + HTTP.length, end, HTTP_PORT);
    }
    if (startsWith(HTTPS, bytes, start, end)) {
      return absolute(bytes, start + HTTPS.length, end, HTTPS_PORT);
    }
    if (start == end || bytes[start] != '/') {
      return null;
    }
    if (start + 1 < end && bytes[start + 1] == '/') {
      return ofScheme(bytes, start + 2, end);
    }
    return base.isSame() ? null : pathAlone(bytes, start, end);
  }

  private byte @Nullable [] absolute(byte[] bytes, int host, int end, int standardPort) {
    int path = authorityEnd(bytes, host, end);
    if (!isBackend(bytes, host, path, standardPort)) {
      return null;
    }
    if (origin.host().isEmpty()) {
      return pathAlone(bytes, path, end);
    }
    ByteText out = new ByteText().add(origin.schemeBytes()).add(SCHEME_END);
    return rest(out, bytes, path, end);
  }

  /** A reference without scheme, {@code //host/path}; a standard port may be either one. */
  private byte @Nullable [] ofScheme(byte[] bytes, int host, int end) {
    int path = authorityEnd(bytes, host, end);
    if (!isBackend(bytes, host, path, HTTP_PORT) && !isBackend(bytes, host, path, HTTPS_PORT)) {
      return null;
    }
    return origin.host().isEmpty()
        ? pathAlone(bytes, path, end)
        : rest(new ByteText().add('/').add('/'), bytes, path, end);
  }

  private byte[] rest(ByteText out, byte[] bytes, int path, int end) {
    Authority host = origin.host();
    out.add(host.bytes(), host.start(), host.end());
    int port = origin.port();
    if (host.port(0) == 0 && port != (origin.secure() ? HTTPS_PORT : HTTP_PORT)) {
      out.add(':').add(Ascii.bytes(Integer.toString(port)));
    }
    base.write(bytes, path, end, out);
    return out.toBytes();
  }

  /** The path without scheme and host; null if it would begin like {@code //host}. */
  private byte @Nullable [] pathAlone(byte[] bytes, int start, int end) {
    ByteText out = new ByteText();
    if (start == end || bytes[start] != '/') {
      out.add('/');
    }
    base.write(bytes, start, end, out);
    return out.beginsLikeAuthority() ? null : out.toBytes();
  }

  private boolean isBackend(byte[] bytes, int start, int end, int standardPort) {
    Authority named = Authority.read(bytes, start, end);
    return !named.isEmpty()
        && backends.contains(bytes, start, named.hostEnd(), named.port(standardPort));
  }

  private static int authorityEnd(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && bytes[at] != '/' && bytes[at] != '?' && bytes[at] != '#') {
      at++;
    }
    return at;
  }

  private static boolean startsWith(byte[] lower, byte[] bytes, int start, int end) {
    int next = start + lower.length;
    return next <= end && Ascii.equalsLower(lower, bytes, start, next);
  }
}
