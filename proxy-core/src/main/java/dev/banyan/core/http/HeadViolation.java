package dev.banyan.core.http;

import java.util.Locale;

/** Why a head is refused, and with which status a client is told. Immutable. */
public enum HeadViolation {
  BAD_REQUEST_LINE(400, "the request line is malformed"),
  BAD_METHOD_CASE(400, "the method is one that is written in upper case"),
  BAD_STATUS_LINE(400, "the status line is malformed"),
  BAD_VERSION(505, "the HTTP version is not supported"),
  BAD_TARGET(400, "the request target is malformed"),
  MISDIRECTED(421, "the target's scheme is not that of this port"),
  METHOD_NOT_SUPPORTED(501, "CONNECT is not supported"),
  BAD_LINE_END(400, "a line does not end with CRLF"),
  BAD_FIELD_NAME(400, "a field name is malformed"),
  BAD_FIELD_VALUE(400, "a field value has a forbidden byte"),
  FOLDED_FIELD(400, "a field is folded over two lines"),
  BAD_HOST(400, "the Host field is missing, repeated or malformed"),
  HOST_MISMATCH(400, "the target and the Host field name different hosts"),
  BAD_CONTENT_LENGTH(400, "Content-Length is malformed or repeated with another value"),
  BAD_TRANSFER_ENCODING(400, "Transfer-Encoding is not exactly chunked"),
  LENGTH_AND_CHUNKED(400, "Content-Length and Transfer-Encoding are both present"),
  BAD_CHUNK(400, "the chunked body is malformed"),
  LONG_CONNECTION(431, "Connection names too much"),
  BAD_EXPECT(417, "the expectation is not supported"),
  START_LINE_TOO_LONG(414, "the request line is too long"),
  HEAD_TOO_LARGE(431, "the header section is too large"),
  TOO_MANY_FIELDS(431, "there are too many header fields");

  private final int status;
  private final String reason;
  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  HeadViolation(int status, String reason) {
    this.status = status;
    this.reason = reason;
  }

  /** The status that answers a request with this violation. */
  public int status() {
    return status;
  }

  /** The name in logs and metrics, as in {@code bad-host}. */
  public String label() {
    return label;
  }

  /** What is wrong, in words for a client. */
  public String reason() {
    return reason;
  }
}
