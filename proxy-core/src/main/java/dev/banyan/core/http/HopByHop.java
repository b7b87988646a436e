package dev.banyan.core.http;

/** The rules for fields that belong to one connection only (RFC 9110 section 7.6.1). */
public final class HopByHop {
  private static final byte[] CLOSE = Ascii.bytes("close");
  private static final byte[] KEEP_ALIVE = Ascii.bytes("keep-alive");

  /** How long all Connection values may be together: each field is looked up in them. */
  private static final int MOST_OPTION_BYTES = 1024;

  private HopByHop() {}

  /** Whether the Connection fields say no more than a peer could mean. */
  static boolean isBounded(byte[] bytes, FieldIndex fields) {
    int length = 0;
    for (int i = 0; i < fields.count() && fields.seen(KnownField.CONNECTION); i++) {
      if (fields.known(i) == KnownField.CONNECTION.index()) {
        length += fields.valueEnd(i) - fields.valueStart(i);
      }
    }
    return length <= MOST_OPTION_BYTES;
  }

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
   * Whether field {@code i} ends at this hop: one of the connection or of the framing, one that the
   * {@code Connection} field nominates, or one that only does harm behind a proxy.
   *
   * <p>What is meant for the last recipient can't be nominated (RFC 9110 section 7.6.1 forbids to):
   * else a client could take away what a proxy before this one has added.
   */
  public static boolean endsHere(MessageHead head, int i) {
    KnownField known = head.known(i);
    if (known == null) {
      return imitates(head, i) || (head.has(KnownField.CONNECTION) && nominated(head, i));
    }
    return switch (known) {
      case CONNECTION,
          CONTENT_LENGTH,
          HTTP2_SETTINGS,
          KEEP_ALIVE,
          PROXY,
          PROXY_CONNECTION,
          TE,
          TRANSFER_ENCODING,
          UPGRADE ->
          true;
      case PROXY_AUTHENTICATE, PROXY_AUTHORIZATION ->
          head.has(KnownField.CONNECTION) && nominated(head, i);
      default -> false;
    };
  }

  private static boolean imitates(MessageHead head, int i) {
    return Imitations.contains(head.bytes(), head.nameStart(i), head.nameEnd(i));
  }

  private static boolean nominated(MessageHead head, int i) {
    return nominates(head, head.bytes(), head.nameStart(i), head.nameEnd(i));
  }

  /** Whether {@code head} nominates the unknown field whose name is {@code bytes[start, end)}. */
  static boolean nominates(MessageHead head, byte[] bytes, int start, int end) {
    byte[] in = head.bytes();
    for (int line = head.next(KnownField.CONNECTION, 0);
        line >= 0;
        line = head.next(KnownField.CONNECTION, line + 1)) {
      if (Tokens.contains(in, head.valueStart(line), head.valueEnd(line), bytes, start, end)) {
        return !EndToEnd.contains(bytes, start, end);
      }
    }
    return false;
  }
}
