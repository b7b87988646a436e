package dev.banyan.server.e2e.http;

/**
 * Requests that two readers could understand in two ways, or that break a limit, and the status
 * that answers each (RFC 9112 sections 2 to 7). Where a smuggled request would begin, its path is
 * {@code /smuggled}.
 */
enum RefusedRequest {
  LENGTH_THEN_CHUNKED(400, post("Content-Length: 6\r\nTransfer-Encoding: chunked", "0\r\n\r\nG")),
  CHUNKED_THEN_LENGTH(
      400, post("Transfer-Encoding: chunked\r\nContent-Length: 4", smuggledInChunk())),
  TWO_LENGTHS(400, post("Content-Length: 5\r\nContent-Length: 6", "hello!")),
  LENGTH_LIST(400, post("Content-Length: 5, 6", "hello!")),
  EQUAL_LENGTH_LIST(400, post("Content-Length: 5, 5", "hello")),
  SIGNED_LENGTH(400, post("Content-Length: +5", "hello")),
  NEGATIVE_LENGTH(400, post("Content-Length: -5", "hello")),
  HEX_LENGTH(400, post("Content-Length: 0x5", "hello")),
  EMPTY_LENGTH(400, post("Content-Length:", "hello")),
  SPACED_LENGTH(400, post("Content-Length: 5 5", "hello")),
  WORD_LENGTH(400, post("Content-Length: five", "hello")),
  LENGTH_WITH_COMMA(400, post("Content-Length: 5,", "hello")),
  LENGTH_WITH_EXPONENT(400, post("Content-Length: 5e0", "hello")),
  LENGTH_OF_OTHER_DIGITS(400, post("Content-Length: \u00b25", "hello")),
  LENGTH_OF_A_GET(400, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"),
  LENGTH_AND_CODING_HTTP_10(
      400, "POST / HTTP/1.0\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG"),
  EMPTY_LENGTH_AND_CHUNKED(400, post("Content-Length:\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
  OVERFLOWING_LENGTH(400, post("Content-Length: 18446744073709551621", "hello")),
  TWO_CODING_LINES(
      400, post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
  CHUNKED_AND_IDENTITY(
      400, post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "0\r\n\r\n")),
  CHUNKED_LIST(400, post("Transfer-Encoding: chunked, chunked", "0\r\n\r\n")),
  GZIP_THEN_CHUNKED(400, post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n")),
  UNKNOWN_CODING(400, post("Transfer-Encoding: xchunked", "0\r\n\r\n")),
  QUOTED_CODING(400, post("Transfer-Encoding: \"chunked\"", "0\r\n\r\n")),
  CODING_WITH_PARAMETER(400, post("Transfer-Encoding: chunked;q=1", "0\r\n\r\n")),
  IDENTITY(400, post("Transfer-Encoding: identity\r\nContent-Length: 5", "hello")),
  CODING_LIST_WITH_GAP(400, post("Transfer-Encoding: , chunked", "0\r\n\r\n")),
  CHUNKED_THEN_OTHER(400, post("Transfer-Encoding: chunked, gzip", "0\r\n\r\n")),
  CODING_BEHIND_NBSP(400, post("Transfer-Encoding: \u00a0chunked", "0\r\n\r\n")),
  CODING_BEFORE_FORM_FEED(400, post("Transfer-Encoding: chunked\f", "0\r\n\r\n")),
  CODING_OF_A_GET(400, "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n"),
  EMPTY_CODING(400, post("Transfer-Encoding:", "0\r\n\r\n")),
  CODING_BEHIND_VERTICAL_TAB(400, post("Transfer-Encoding: \u000bchunked", "0\r\n\r\n")),
  CHUNKED_HTTP_10(400, "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
  SPACE_BEFORE_COLON(400, post("Transfer-Encoding : chunked\r\nContent-Length: 4", "0\r\n\r\n")),
  TAB_BEFORE_COLON(400, post("Content-Length\t: 5", "hello")),
  SPACE_IN_NAME(400, get("Content Length: 5\r\n")),
  FOLDED_BY_TAB(400, get("X-A: 1\r\n\tX-B: 2\r\n")),
  FOLDED_LENGTH(400, post("Content-Length:\r\n 5", "hello")),
  FOLDED_FIELD(400, get("X-A: 1\r\n Transfer-Encoding: chunked\r\n")),
  FOLDED_FIRST(400, "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
  FOLDED_CODING(400, post("Transfer-Encoding:\r\n chunked", "0\r\n\r\n")),
  NO_COLON(400, get("X-A\r\n")),
  EMPTY_NAME(400, get(": 1\r\n")),
  ODD_NAME(400, get("X(A): 1\r\n")),
  NAME_OF_HIGH_BYTES(400, get("X-\u00e4: 1\r\n")),
  NUL_IN_VALUE(400, get("X-A: a\u0000b\r\n")),
  NUL_IN_NAME(400, get("X-\u0000A: b\r\n")),
  CONTROL_IN_VALUE(400, get("X-A: a\u0001b\r\n")),
  DELETE_IN_VALUE(400, get("X-A: a\u007fb\r\n")),
  BARE_CR_IN_NAME(400, get("X-\rA: b\r\n")),
  BARE_CR_BEFORE_NAME(400, get("\rX-A: b\r\n")),
  BARE_CR_IN_VALUE(400, get("X-A: a\rTransfer-Encoding: chunked\r\n")),
  BARE_LF_AS_LINE_END(400, get("X-A: a\nX-B: b\r\n")),
  BARE_LF_EVERYWHERE(400, "GET / HTTP/1.1\nHost: a\n\n"),
  BARE_LF_AS_EMPTY_LINE(400, "GET / HTTP/1.1\r\nHost: a\r\n\n"),
  BARE_LF_BEFORE_REQUEST(400, "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
  BARE_CR_BEFORE_REQUEST(400, "\rGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
  MANY_EMPTY_LINES(400, "\r\n".repeat(9) + "GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
  CR_CR_LF(400, "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n"),
  TWO_HOSTS(400, get("Host: b\r\n")),
  TWO_EQUAL_HOSTS(400, get("host: a\r\n")),
  NO_HOST(400, "GET / HTTP/1.1\r\n\r\n"),
  EMPTY_HOST(400, "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
  HOST_WITH_PATH(400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
  HOST_WITH_SPACE(400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
  HOST_WITH_USER(400, "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"),
  HOST_LIST(400, "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
  HOST_WITH_QUERY(400, "GET / HTTP/1.1\r\nHost: a?b\r\n\r\n"),
  HOST_WITH_FRAGMENT(400, "GET / HTTP/1.1\r\nHost: a#b\r\n\r\n"),
  HOST_WITH_SCHEME(400, "GET / HTTP/1.1\r\nHost: http://a\r\n\r\n"),
  HOST_WITH_ESCAPE(400, "GET / HTTP/1.1\r\nHost: a%2eb\r\n\r\n"),
  HOST_WITH_HIGH_BYTE(400, "GET / HTTP/1.1\r\nHost: \u00e4\r\n\r\n"),
  HOST_WITH_TWO_PORTS(400, "GET / HTTP/1.1\r\nHost: a:80:81\r\n\r\n"),
  HOST_WITH_LARGE_PORT(400, "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n"),
  HOST_OF_NO_ADDRESS(400, "GET / HTTP/1.1\r\nHost: [::g]\r\n\r\n"),
  HOST_WITH_ZONE(400, "GET / HTTP/1.1\r\nHost: [fe80::1%25eth0]\r\n\r\n"),
  HOST_OF_PORT_ALONE(400, "GET / HTTP/1.1\r\nHost: :80\r\n\r\n"),
  NO_HOST_BESIDE_TARGET(400, "GET http://a/ HTTP/1.1\r\n\r\n"),
  OTHER_PORT_THAN_TARGET(400, "GET http://a:81/ HTTP/1.1\r\nHost: a\r\n\r\n"),
  TARGET_WITH_BACKSLASH_HOST(400, "GET http://a\\@b/ HTTP/1.1\r\nHost: b\r\n\r\n"),
  SCHEME_OF_ANOTHER_PORT(421, "GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
  AUTHORITY_TARGET(400, "GET a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n"),
  QUERY_AS_TARGET(400, "GET ?a HTTP/1.1\r\nHost: a\r\n\r\n"),
  HOST_WITH_ODD_PORT(400, "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n"),
  OTHER_HOST_THAN_TARGET(400, "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n"),
  USER_IN_TARGET(400, "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
  OTHER_SCHEME(400, "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
  FRAGMENT(400, "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n"),
  RELATIVE_TARGET(400, "GET a/b HTTP/1.1\r\nHost: a\r\n\r\n"),
  SPACE_IN_TARGET(400, "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"),
  TAB_IN_TARGET(400, "GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n"),
  NUL_IN_TARGET(400, "GET /a\u0000b HTTP/1.1\r\nHost: a\r\n\r\n"),
  CR_IN_TARGET(400, "GET /a\rb HTTP/1.1\r\nHost: a\r\n\r\n"),
  EMPTY_TARGET(400, "GET  HTTP/1.1\r\nHost: a\r\n\r\n"),
  STAR_OF_GET(400, "GET * HTTP/1.1\r\nHost: a\r\n\r\n"),
  TWO_SPACES(400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
  TABS_FOR_SPACES(400, "GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n"),
  SPACE_BEHIND_VERSION(400, "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"),
  LOWER_CASE_METHOD(400, "get / HTTP/1.1\r\nHost: a\r\n\r\n"),
  MIXED_CASE_METHOD(400, "Post / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"),
  LOWER_CASE_CONNECT(400, "connect a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"),
  LOWER_CASE_WEBDAV_METHOD(400, "propfind / HTTP/1.1\r\nHost: a\r\n\r\n"),
  ODD_METHOD(400, "G(T / HTTP/1.1\r\nHost: a\r\n\r\n"),
  NO_METHOD(400, " / HTTP/1.1\r\nHost: a\r\n\r\n"),
  NO_VERSION(400, "GET /\r\nHost: a\r\n\r\n"),
  LOWER_CASE_VERSION(400, "GET / http/1.1\r\nHost: a\r\n\r\n"),
  SHORT_VERSION(400, "GET / HTTP/1\r\nHost: a\r\n\r\n"),
  TWO_VERSIONS(400, "GET / HTTP/1.1 HTTP/1.1\r\nHost: a\r\n\r\n"),
  VERSION_WITH_COMMA(400, "GET / HTTP/1,1\r\nHost: a\r\n\r\n"),
  LONG_VERSION(400, "GET / HTTP/1.10\r\nHost: a\r\n\r\n"),
  VERSION_2(505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
  VERSION_0_9(505, "GET / HTTP/0.9\r\nHost: a\r\n\r\n"),
  PREFACE_OF_HTTP_2(505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  TLS_HELLO(400, "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n"),
  CONNECT(501, "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n"),
  UNKNOWN_EXPECTATION(417, get("Expect: tea\r\n")),
  REPEATED_EXPECTATION(
      417, post("Expect: 100-continue\r\nExpect: 100-continue\r\nContent-Length: 5", "hello")),
  LIST_OF_EXPECTATIONS(417, post("Expect: 100-continue, x\r\nContent-Length: 5", "hello")),
  HIDDEN_EXPECTATION(417, post("Expect: y 100-continue\r\nContent-Length: 5", "hello")),
  LONG_REQUEST_LINE(414, "GET /" + "a".repeat(9 << 10) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
  ENDLESS_REQUEST_LINE(414, "GET /" + "a".repeat(64 << 10)),
  LARGE_HEAD(431, get(("X-A: " + "a".repeat(1_000) + "\r\n").repeat(40))),
  ENDLESS_FIELD(431, "GET / HTTP/1.1\r\nX-A: " + "a".repeat(64 << 10)),
  LONG_CONNECTION(431, get("Connection: " + "a,".repeat(600) + "\r\n")),
  MANY_FIELDS(431, get("X: 1\r\n".repeat(100))),
  ANNOUNCED_TOO_LARGE(413, post("Content-Length: 1073741825", ""));

  private final int status;
  private final String bytes;

  RefusedRequest(int status, String bytes) {
    this.status = status;
    this.bytes = bytes;
  }

  int status() {
    return status;
  }

  /** The request, as ISO 8859-1. */
  String bytes() {
    return bytes;
  }

  private static String get(String fields) {
    return "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
  }

  private static String post(String fields, String body) {
    return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n" + body;
  }

  private static String smuggledInChunk() {
    return "2e\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\nX: 123456\r\n\r\n0\r\n\r\n";
  }
}
