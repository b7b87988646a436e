package dev.banyan.server.wire;

/** What a message says of its connection (RFC 9112 section 9.3). */
public enum ConnectionToken {
  /** Nothing: the version's default holds. */
  NONE,
  /** It is closed after this message. */
  CLOSE,
  /** It stays open, said to an HTTP/1.0 client that asked for it. */
  KEEP_ALIVE
}
