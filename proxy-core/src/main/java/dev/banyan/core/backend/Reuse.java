package dev.banyan.core.backend;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.ResponseHead;

/**
 * Whether a request may follow on a connection to a backend behind one that was answered in full
 * (RFC 9112 section 9.3): the value of the key {@code reuse}. Immutable.
 *
 * <p>A server that leaves a body unread takes it for the next request, and one that sends a body
 * where none may come lets it be taken for the next answer. Either becomes known only when it has
 * reached somebody else. So no value lets a request follow where servers are known to do so.
 */
public enum Reuse {
  /** Only behind a request that had no body and was no HEAD. */
  SAFE,
  /** Behind every request, but for those where no value allows it. */
  ALWAYS,
  /** Never: each request has a connection of its own. */
  NEVER;

  /** How large a body may be that a server has surely read when it has answered, in bytes. */
  public static final long SURELY_READ_BYTES = 32 << 10;

  /**
   * Whether no request follows this one on its connection, whatever the answer. Known before it is
   * sent, so that the backend can be told.
   */
  public boolean endsBehind(HttpMethod method, BodyFraming framing) {
    if (framing.isEmpty()) {
      return this == NEVER || (this == SAFE && method == HttpMethod.HEAD);
    }
    return this != ALWAYS || hasNoUseForBody(method) || endsBehindBody(framing.length());
  }

  /** Whether no request follows one that had a body of {@code bytes}, as far as it was sent. */
  public static boolean endsBehindBody(long bytes) {
    return bytes > SURELY_READ_BYTES;
  }

  /** Whether no request follows where this is the final answer. */
  public static boolean endsBehind(ResponseHead answer, BodyFraming framing) {
    return switch (framing.kind()) {
      case UNTIL_CLOSE -> true;
      case NONE -> !answer.keepsAlive() || announcesBody(answer);
      case FIXED, CHUNKED -> !answer.keepsAlive();
    };
  }

  /** Methods whose requests have content without a meaning, which applications do not look for. */
  private static boolean hasNoUseForBody(HttpMethod method) {
    return switch (method) {
      case GET, HEAD, OPTIONS, DELETE, TRACE, CONNECT -> true;
      case POST, PUT, PATCH, OTHER -> false;
    };
  }

  private static boolean announcesBody(ResponseHead answer) {
    if (answer.has(KnownField.TRANSFER_ENCODING)) {
      return true;
    }
    int length = answer.next(KnownField.CONTENT_LENGTH, 0);
    if (length < 0) {
      return false;
    }
    byte[] bytes = answer.bytes();
    for (int at = answer.valueStart(length); at < answer.valueEnd(length); at++) {
      if (bytes[at] != '0') {
        return true;
      }
    }
    return false;
  }
}
