package dev.banyan.testkit;

import java.io.IOException;

/**
 * Chunked answers with a valid head, one good chunk and then broken framing (RFC 9112 section 7.1).
 * As a behaviour each reads the request, sends its bytes and leaves the connection open.
 */
public enum InvalidChunks implements Behavior {
  /** A size that is no number. */
  WORD_SIZE("size\r\nhello\r\n0\r\n\r\n"),
  /** No size at all. */
  EMPTY_SIZE("\r\nhello\r\n0\r\n\r\n"),
  /** A size with a prefix. */
  PREFIXED_SIZE("0x5\r\nhello\r\n0\r\n\r\n"),
  /** A negative size. */
  NEGATIVE_SIZE("-5\r\nhello\r\n0\r\n\r\n"),
  /** A size with a sign. */
  SIGNED_SIZE("+5\r\nhello\r\n0\r\n\r\n"),
  /** A space behind the size. */
  SPACED_SIZE("5 \r\nhello\r\n0\r\n\r\n"),
  /** An extension that LF alone ends. */
  BARE_LF_IN_EXTENSION("5;x\nhello\r\n0\r\n\r\n"),
  /** An extension with a CR inside. */
  BARE_CR_IN_EXTENSION("5;x\ry\r\nhello\r\n0\r\n\r\n"),
  /** A quoted string in an extension over the end of its line. */
  QUOTED_LINE_END("5;a=\"\r\nhello\r\n0\r\n\r\n"),
  /** An extension with a NUL inside. */
  NUL_IN_EXTENSION("5;x\u0000\r\nhello\r\n0\r\n\r\n"),
  /** An extension of 300 bytes. */
  LONG_EXTENSION("5;" + "x".repeat(300) + "\r\nhello\r\n0\r\n\r\n"),
  /** Data that LF alone ends. */
  BARE_LF_BEHIND_DATA("5\r\nhello\n0\r\n\r\n"),
  /** A folded trailer field. */
  FOLDED_TRAILER("0\r\nX-Sum: 1\r\n 2\r\n\r\n"),
  /** A trailer section that LF alone ends. */
  BARE_LF_BEHIND_TRAILERS("0\r\nX-Sum: 1\r\n\n"),
  /** A size above 64 bits. */
  HUGE_SIZE("fffffffffffffffff5\r\nhello\r\n0\r\n\r\n"),
  /** A chunk longer than its size. */
  OVERLONG_CHUNK("3\r\nhello\r\n0\r\n\r\n"),
  /** A size line that ends with LF alone. */
  BARE_LF("5\nhello\r\n0\r\n\r\n"),
  /** A trailer field without colon. */
  BAD_TRAILER("0\r\nX-Sum\r\n\r\n");

  /** The text of the good chunk before the broken one. */
  public static final String GOOD_CHUNK = "good ";

  private final String text;

  InvalidChunks(String text) {
    this.text = text;
  }

  @Override
  public void handle(OriginExchange exchange) throws IOException {
    exchange.readBody();
    exchange
        .wire()
        .write(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n"
                + GOOD_CHUNK
                + "\r\n"
                + text);
    exchange.wire().hang();
  }
}
