package dev.banyan.testkit;

import java.io.IOException;

/**
 * Answers whose head is no valid HTTP/1.1 or whose framing is ambiguous (RFC 9112). As a behaviour
 * each reads the request, sends its bytes and leaves the connection open.
 */
public enum InvalidHead implements Behavior {
  /** A greeting of another protocol. */
  OTHER_PROTOCOL("220 mail.example ready\r\n\r\n"),
  /** A TLS alert, as a TLS port sends to a clear-text request. */
  TLS_ALERT("\u0015\u0003\u0001\u0000\u0002\u0002\u0016\r\n\r\n"),
  /** No protocol version. */
  NO_VERSION("200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** A major version that this isn't. */
  OTHER_VERSION("HTTP/2.0 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** A status of two digits. */
  SHORT_STATUS("HTTP/1.1 20 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** A status of four digits. */
  LONG_STATUS("HTTP/1.1 2000 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** A status that is no number. */
  WORD_STATUS("HTTP/1.1 two OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** White space before the status line. */
  SPACE_BEFORE_STATUS_LINE(" HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** An empty line before the status line. */
  EMPTY_LINE_FIRST("\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** The protocol's name in lower case. */
  LOWER_CASE_VERSION("http/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** No head at all, as HTTP/0.9 answers. */
  BODY_ALONE("hello\r\n\r\n"),
  /** A tab behind the version. */
  TAB_BEFORE_STATUS("HTTP/1.1\t200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** Two spaces behind the version. */
  TWO_SPACES("HTTP/1.1  200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** A status with a sign. */
  SIGNED_STATUS("HTTP/1.1 +20 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** A status of no class. */
  STATUS_600("HTTP/1.1 600 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** A status of no class. */
  STATUS_099("HTTP/1.1 099 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** A NUL in the reason. */
  NUL_IN_REASON("HTTP/1.1 200 O\u0000K\r\nContent-Length: 5\r\n\r\nhello"),
  /** A CR in the reason. */
  BARE_CR_IN_REASON("HTTP/1.1 200 OK\rX: y\r\nContent-Length: 5\r\n\r\nhello"),
  /** Two lengths that differ. */
  TWO_LENGTHS("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
  /** A list of lengths that differ. */
  LENGTH_LIST("HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nhello!"),
  /** A list of equal lengths. */
  EQUAL_LENGTH_LIST("HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello"),
  /** Two lengths that differ, where no body follows. */
  TWO_LENGTHS_OF_304("HTTP/1.1 304 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"),
  /** A negative length. */
  NEGATIVE_LENGTH("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello"),
  /** A length with a sign. */
  SIGNED_LENGTH("HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello"),
  /** A length in hex. */
  HEX_LENGTH("HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\nhello"),
  /** A length without digits. */
  EMPTY_LENGTH("HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\nhello"),
  /** A length above 64 bits. */
  HUGE_LENGTH("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nhello"),
  /** A length and chunked together. */
  LENGTH_AND_CHUNKED(
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
      "5\r\nhello\r\n0\r\n\r\n"),
  /** Chunked twice. */
  CHUNKED_TWICE(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
      "5\r\nhello\r\n0\r\n\r\n"),
  /** A coding that only looks like chunked. */
  UNKNOWN_CODING("HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
  /** Another coding before chunked, which nobody accepts here. */
  CODED_AND_CHUNKED(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "5\r\nhello\r\n0\r\n\r\n"),
  /** The coding that is none. */
  IDENTITY("HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello"),
  /** Chunked behind a vertical tab. */
  CODING_BEHIND_VERTICAL_TAB(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: \u000bchunked\r\n\r\n", "5\r\nhello\r\n0\r\n\r\n"),
  /** A coding applied after chunked. */
  CHUNKED_NOT_LAST(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, identity\r\n\r\n", "5\r\nhello\r\n0\r\n\r\n"),
  /** Chunked in an HTTP/1.0 answer. */
  CHUNKED_HTTP_10("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
  /** A field folded over two lines. */
  FOLDED_FIELD("HTTP/1.1 200 OK\r\nX-A: 1\r\n 2\r\nContent-Length: 5\r\n\r\nhello"),
  /** White space before the first field. */
  LEADING_SPACE("HTTP/1.1 200 OK\r\n X-A: 1\r\nContent-Length: 5\r\n\r\nhello"),
  /** White space between a name and its colon. */
  SPACE_BEFORE_COLON("HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\nhello"),
  /** A field without colon. */
  NO_COLON("HTTP/1.1 200 OK\r\nX-A\r\nContent-Length: 5\r\n\r\nhello"),
  /** A field without name. */
  NO_NAME("HTTP/1.1 200 OK\r\n: 1\r\nContent-Length: 5\r\n\r\nhello"),
  /** A name with a byte that no name has. */
  ODD_NAME("HTTP/1.1 200 OK\r\nX(A): 1\r\nContent-Length: 5\r\n\r\nhello"),
  /** A framing field folded over two lines. */
  FOLDED_LENGTH("HTTP/1.1 200 OK\r\nContent-Length:\r\n 5\r\n\r\nhello"),
  /** A NUL in a value. */
  NUL_IN_VALUE("HTTP/1.1 200 OK\r\nX-A: a\u0000b\r\nContent-Length: 5\r\n\r\nhello"),
  /** A CR without LF in a value. */
  BARE_CR("HTTP/1.1 200 OK\r\nX-A: a\rX-B: b\r\nContent-Length: 5\r\n\r\nhello"),
  /** Lines that end with LF alone. */
  BARE_LF("HTTP/1.1 200 OK\nContent-Length: 5\n\nhello"),
  /** An empty line that ends with LF alone. */
  BARE_LF_AS_EMPTY_LINE("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\nhello"),
  /** A line that ends with CR CR LF. */
  CR_CR_LF("HTTP/1.1 200 OK\r\r\nContent-Length: 5\r\n\r\nhello"),
  /** An interim answer that is malformed before a good one. */
  INVALID_INTERIM(
      "HTTP/1.1 103 Early Hints\r\nLink : </a>\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** An interim answer with a body, which none has. */
  INTERIM_WITH_BODY(
      "HTTP/1.1 103 Early Hints\r\nContent-Length: 5\r\n\r\nhello",
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** A Connection field that names much more than anybody means. */
  LONG_CONNECTION(
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: " + "a,".repeat(600), "\r\n\r\nhello"),
  /** A switch of protocols that nobody asked for. */
  UNASKED_SWITCH("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n");

  private final String text;

  InvalidHead(String text) {
    this.text = text;
  }

  InvalidHead(String head, String body) {
    this(head + body);
  }

  @Override
  public void handle(OriginExchange exchange) throws IOException {
    exchange.readBody();
    exchange.wire().write(text);
    exchange.wire().hang();
  }
}
