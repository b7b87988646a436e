package dev.banyan.core.http;

import org.jspecify.annotations.Nullable;

/**
 * The request methods that a decision tells apart; every other token is {@link #OTHER}. Immutable.
 */
public enum HttpMethod {
  GET,
  HEAD,
  OPTIONS,
  POST,
  PUT,
  DELETE,
  PATCH,
  TRACE,
  CONNECT,
  OTHER;

  private static final HttpMethod[] NAMED = {
    GET, HEAD, OPTIONS, POST, PUT, DELETE, PATCH, TRACE, CONNECT
  };

  @SuppressWarnings("ImmutableEnumChecker") // never written to
  private final byte[] token = Ascii.bytes(name());

  /**
   * Whether the method is safe (RFC 9110 section 9.2.1) and so counts as a read: GET, HEAD and
   * OPTIONS. TRACE is left out: it is never forwarded twice. Of a request ask {@link
   * RequestHead#isRead()}.
   */
  public boolean isRead() {
    return this == GET || this == HEAD || this == OPTIONS;
  }

  /** The method whose case-sensitive name stands in {@code bytes[start, end)}, or OTHER. */
  static HttpMethod find(byte[] bytes, int start, int end) {
    for (HttpMethod method : NAMED) {
      if (method.matches(bytes, start, end)) {
        return method;
      }
    }
    return OTHER;
  }

  /** The named method that {@code name} spells exactly, or null. */
  public static @Nullable HttpMethod named(String name) {
    byte[] bytes = Ascii.bytes(name);
    HttpMethod found = find(bytes, 0, bytes.length);
    return found == OTHER ? null : found;
  }

  private boolean matches(byte[] bytes, int start, int end) {
    if (end - start != token.length) {
      return false;
    }
    for (int i = 0; i < token.length; i++) {
      if (bytes[start + i] != token[i]) {
        return false;
      }
    }
    return true;
  }
}
