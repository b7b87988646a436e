package dev.banyan.core.http;

import org.jspecify.annotations.Nullable;

/**
 * Reads a request line and the host it is meant for (RFC 9112 sections 3 and 3.2). Confined to one
 * parse.
 */
final class RequestLine {
  private static final byte[] HTTP = Ascii.bytes("http://");
  private static final byte[] HTTPS = Ascii.bytes("https://");

  HttpMethod method = HttpMethod.OTHER;
  int minorVersion;

  private int methodEnd;
  private int pathStart;
  private int pathEnd;
  private int targetEnd;
  private boolean absolute;
  private int hostStart;
  private int hostEnd;
  private int authorityEnd;

  RequestTarget target() {
    return new RequestTarget(
        methodEnd, pathStart, pathEnd, targetEnd, absolute, hostStart, hostEnd, authorityEnd);
  }

  @Nullable HeadViolation parse(byte[] bytes, int lineEnd) {
    while (methodEnd < lineEnd && Ascii.isTokenByte(bytes[methodEnd])) {
      methodEnd++;
    }
    int versionStart = lineEnd - 8;
    if (methodEnd == 0 || bytes[methodEnd] != ' ' || versionStart - 1 <= methodEnd + 1) {
      return HeadViolation.BAD_REQUEST_LINE;
    }
    if (bytes[versionStart - 1] != ' ' || !HttpVersion.wellFormed(bytes, versionStart)) {
      return HeadViolation.BAD_REQUEST_LINE;
    }
    minorVersion = HttpVersion.minor(bytes, versionStart);
    if (minorVersion < 0) {
      return HeadViolation.BAD_VERSION;
    }
    method = HttpMethod.find(bytes, 0, methodEnd);
    if (method == HttpMethod.OTHER && MethodCase.isOther(bytes, 0, methodEnd)) {
      return HeadViolation.BAD_METHOD_CASE;
    }
    targetEnd = versionStart - 1;
    return parseTarget(bytes, methodEnd + 1);
  }

  private @Nullable HeadViolation parseTarget(byte[] bytes, int start) {
    for (int i = start; i < targetEnd; i++) {
      byte b = bytes[i];
      if ((b >= 0 && b <= ' ') || b == 0x7f || b == '#') {
        return HeadViolation.BAD_TARGET;
      }
    }
    pathStart = start;
    if (method == HttpMethod.CONNECT) {
      return HeadViolation.METHOD_NOT_SUPPORTED;
    }
    if (bytes[start] == '*') {
      pathEnd = targetEnd;
      boolean allowed = method == HttpMethod.OPTIONS && targetEnd == start + 1;
      return allowed ? null : HeadViolation.BAD_TARGET;
    }
    if (bytes[start] != '/') {
      HeadViolation wrong = takeAuthority(bytes, start);
      if (wrong != null) {
        return wrong;
      }
    }
    int query = Ascii.indexOf(bytes, pathStart, targetEnd, (byte) '?');
    pathEnd = query < 0 ? targetEnd : query;
    return null;
  }

  private boolean startsWith(byte[] bytes, int start, byte[] lower) {
    int end = start + lower.length;
    return end < targetEnd && Ascii.equalsLower(lower, bytes, start, end);
  }

  /** The authority ends at the first slash or question mark (RFC 3986 section 3.2). */
  private @Nullable HeadViolation takeAuthority(byte[] bytes, int start) {
    if (startsWith(bytes, start, HTTPS)) {
      return HeadViolation.MISDIRECTED;
    }
    if (!startsWith(bytes, start, HTTP)) {
      return HeadViolation.BAD_TARGET;
    }
    absolute = true;
    int authority = start + HTTP.length;
    pathStart = authority;
    while (pathStart < targetEnd && bytes[pathStart] != '/' && bytes[pathStart] != '?') {
      pathStart++;
    }
    return takeHost(bytes, authority, pathStart) ? null : HeadViolation.BAD_TARGET;
  }

  /** Whether the target is in absolute form and its path is empty. */
  boolean lacksPath() {
    return absolute && pathStart == pathEnd;
  }

  /**
   * Puts the path that an empty one stands for into a copy of the head: {@code *} for an OPTIONS
   * without query (RFC 9112 section 3.2.4), else {@code /} (RFC 9110 section 4.2.3).
   */
  byte[] withPath(byte[] bytes, int length) {
    byte[] longer = new byte[length + 1];
    System.arraycopy(bytes, 0, longer, 0, pathStart);
    boolean star = method == HttpMethod.OPTIONS && pathStart == targetEnd;
    longer[pathStart] = (byte) (star ? '*' : '/');
    System.arraycopy(bytes, pathStart, longer, pathStart + 1, length - pathStart);
    pathEnd++;
    targetEnd++;
    return longer;
  }

  private boolean takeHost(byte[] bytes, int start, int end) {
    int at = HostRules.hostEnd(bytes, start, end);
    hostStart = start;
    hostEnd = at;
    authorityEnd = end;
    return at > start;
  }

  /** Checks the Host field against RFC 9112 section 3.2 and takes the host from it. */
  @Nullable HeadViolation readHost(byte[] bytes, FieldIndex fields) {
    int found = -1;
    for (int i = 0; i < fields.count() && fields.seen(KnownField.HOST); i++) {
      if (fields.known(i) == KnownField.HOST.index()) {
        if (found >= 0) {
          return HeadViolation.BAD_HOST;
        }
        found = i;
      }
    }
    if (found < 0) {
      return minorVersion == 0 ? null : HeadViolation.BAD_HOST;
    }
    int start = fields.valueStart(found);
    int end = fields.valueEnd(found);
    if (absolute) {
      Authority field = Authority.read(bytes, start, end);
      if (field.isEmpty()) {
        return HeadViolation.BAD_HOST;
      }
      Authority target = new Authority(bytes, hostStart, hostEnd, authorityEnd);
      return target.isSameAs(field, Scheme.HTTP.port()) ? null : HeadViolation.HOST_MISMATCH;
    }
    return takeHost(bytes, start, end) ? null : HeadViolation.BAD_HOST;
  }
}
