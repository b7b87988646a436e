package dev.banyan.core.http;

/** The rules for fields that belong to one connection only (RFC 9110 section 7.6.1). */
public final class HopByHop {
  private static final byte[] CLOSE = Ascii.bytes("close");
  private static final byte[] KEEP_ALIVE = Ascii.bytes("keep-alive");

  private HopByHop() {}

  /** Whether the connection stays usable after a message with this head (RFC 9112 section 9.3). */
  static boolean keepsAlive(MessageHead head) {
    if (!head.has(KnownField.CONNECTION)) {
      return head.minorVersion() >= 1;
    }
    if (head.hasToken(KnownField.CONNECTION, CLOSE)) {
      return false;
    }
    return head.minorVersion() >= 1 || head.hasToken(KnownField.CONNECTION, KEEP_ALIVE);
  }

  /**
   * Whether field {@code i} ends at this hop: a connection field, one that frames the body, or one
   * that the {@code Connection} field nominates.
   */
  public static boolean endsHere(MessageHead head, int i) {
    KnownField known = head.known(i);
    if (known == null) {
      return nominated(head, i);
    }
    return switch (known) {
      case CONNECTION,
          KEEP_ALIVE,
          PROXY_CONNECTION,
          TE,
          TRANSFER_ENCODING,
          UPGRADE,
          CONTENT_LENGTH ->
          true;
      case HOST, CACHE_CONTROL, SET_COOKIE, CONTENT_TYPE -> false;
      default -> nominated(head, i);
    };
  }

  private static boolean nominated(MessageHead head, int i) {
    if (!head.has(KnownField.CONNECTION)) {
      return false;
    }
    byte[] bytes = head.bytes();
    for (int line = head.next(KnownField.CONNECTION, 0);
        line >= 0;
        line = head.next(KnownField.CONNECTION, line + 1)) {
      int start = head.valueStart(line);
      int end = head.valueEnd(line);
      if (Tokens.contains(bytes, start, end, bytes, head.nameStart(i), head.nameEnd(i))) {
        return true;
      }
    }
    return false;
  }
}
