package dev.banyan.testkit;

import java.io.IOException;

/**
 * Answers of old servers that are no valid HTTP/1.1 and can nevertheless be understood, each with
 * the body {@code hello}. As a behaviour each reads the request, sends its bytes and leaves the
 * connection open, unless the close is the end of the body.
 */
public enum OddAnswer implements Behavior {
  /** Lines that end with LF alone. */
  LF("lf-lines", "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello"),
  /** Lines with one CR too many, as a text mode makes them. */
  CR_CR_LF("lf-lines", "HTTP/1.1 200 OK\r\r\nContent-Length: 5\r\r\n\r\r\nhello"),
  /** Lines of chunks that end with LF alone. */
  LF_CHUNKS("lf-lines", chunked("5\nhello\n0\n\n")),
  /** Lines of chunks with one CR too many. */
  CR_CR_LF_CHUNKS("lf-lines", chunked("5\r\r\nhello\r\r\n0\r\r\n\r\r\n")),
  /** Trailers whose lines end with LF alone. */
  LF_TRAILERS("lf-lines", chunked("5\r\nhello\r\n0\r\nX-Sum: 1\n\n")),
  /** An extension that LF alone ends. */
  LF_EXTENSION("lf-lines", chunked("5;x=y\nhello\r\n0\r\n\r\n")),
  /** Empty lines before the status line. */
  EMPTY_LINES("empty-lines", "\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** Another major version. */
  VERSION_2("other-versions", "HTTP/2.0 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** Two spaces before the status. */
  TWO_SPACES("status-spaces", "HTTP/1.1  200 OK\r\nContent-Length: 5\r\n\r\nhello"),
  /** A status above all classes. */
  STATUS_999("status-999", "HTTP/1.1 999 Denied\r\nContent-Length: 5\r\n\r\nhello"),
  /** A status below all classes. */
  STATUS_099("status-999", "HTTP/1.1 099 Hm\r\nContent-Length: 5\r\n\r\nhello"),
  /** A field that goes on in the next line. */
  FOLDED("folded-fields", "HTTP/1.1 200 OK\r\nX-A: 1\r\n\t2\r\nContent-Length:\r\n 5\r\n\r\nhello"),
  /** A trailer that goes on in the next line. */
  FOLDED_TRAILER("folded-fields", chunked("5\r\nhello\r\n0\r\nX-Sum: 1\r\n 2\r\n\r\n")),
  /** White space before a colon. */
  COLON_SPACE("colon-spaces", "HTTP/1.1 200 OK\r\nX-A : 1\r\nContent-Length : 5\r\n\r\nhello"),
  /** A name that is none. */
  ODD_NAME("odd-names", "HTTP/1.1 200 OK\r\nX(A): 1\r\nContent-Length: 5\r\n\r\nhello"),
  /** A field without a colon. */
  NO_COLON("odd-names", "HTTP/1.1 200 OK\r\nOops\r\nContent-Length: 5\r\n\r\nhello"),
  /** Control bytes in a value and in the reason. */
  CONTROLS(
      "control-bytes", "HTTP/1.1 200 O\u0001K\r\nX-A: a\u001bb\r\nContent-Length: 5\r\n\r\nhello"),
  /** A CR in a value. */
  CR_IN_VALUE("control-bytes", "HTTP/1.1 200 OK\r\nX-A: a\rb\r\nContent-Length: 5\r\n\r\nhello"),
  /** A control byte in an extension. */
  CONTROL_IN_EXTENSION("control-bytes", chunked("5;x\u0001\r\nhello\r\n0\r\n\r\n")),
  /** A list of equal lengths. */
  LENGTH_LIST("length-lists", "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello"),
  /** An empty coding. */
  EMPTY_CODING(
      "empty-framing", "HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\nContent-Length: 5\r\n\r\nhello"),
  /** A list with an empty element. */
  CODING_AND_COMMA(
      "empty-framing",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked,\r\n\r\n",
      "5\r\nhello\r\n0\r\n\r\n"),
  /** The coding that is none. */
  IDENTITY(
      "identity-coding",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello"),
  /** A length and chunks. */
  LENGTH_AND_CHUNKED(
      "te-and-length",
      "HTTP/1.1 200 OK\r\nContent-Length: 15\r\nTransfer-Encoding: chunked\r\n\r\n",
      "5\r\nhello\r\n0\r\n\r\n"),
  /** Chunks in HTTP/1.0. */
  CHUNKED_HTTP_10(
      "http10-chunked",
      "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
      "5\r\nhello\r\n0\r\n\r\n"),
  /** Spaces behind the size of a chunk. */
  SPACED_SIZE("chunk-spaces", chunked("5    \r\nhello\r\n0\t\r\n\r\n")),
  /** A space before an extension. */
  SPACED_EXTENSION("chunk-spaces", chunked("5 ;x=y\r\nhello\r\n0\r\n\r\n"));

  private final String rule;
  private final String text;

  OddAnswer(String rule, String text) {
    this.rule = rule;
    this.text = text;
  }

  OddAnswer(String rule, String head, String body) {
    this(rule, head + body);
  }

  private static String chunked(String chunks) {
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
  }

  /** The name of the rule that it breaks. */
  public String rule() {
    return rule;
  }

  /** Whether the break is behind the head. */
  public boolean inBody() {
    return text.startsWith("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  }

  /** The status that it has. */
  public int status() {
    return this == STATUS_999 ? 999 : this == STATUS_099 ? 99 : 200;
  }

  @Override
  public void handle(OriginExchange exchange) throws IOException {
    exchange.readBody();
    exchange.wire().write(text);
    exchange.wire().hang();
  }
}
