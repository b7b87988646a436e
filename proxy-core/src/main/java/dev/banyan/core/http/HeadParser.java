package dev.banyan.core.http;

import org.jspecify.annotations.Nullable;

/**
 * Parses whole heads strictly (RFC 9112 sections 2 to 5): whatever two readers could understand in
 * two ways is a violation. Confined to one thread; a parser may be used again after each head.
 */
public final class HeadParser {
  private final HeadLimits limits;
  private @Nullable HeadViolation violation;

  /** A parser with these bounds. */
  public HeadParser(HeadLimits limits) {
    this.limits = limits;
  }

  /** What was wrong with the head parsed last, or null. */
  public @Nullable HeadViolation violation() {
    return violation;
  }

  /** The bounds that heads are held to. */
  public HeadLimits limits() {
    return limits;
  }

  /**
   * Parses the head of a request.
   *
   * @param bytes the head from its first byte; kept by the result, so never to be changed again
   * @param length the number of bytes of the head, its empty line included
   * @return the head, or null if it is refused: see {@link #violation()}
   */
  public @Nullable RequestHead parseRequest(byte[] bytes, int length) {
    violation = null;
    int lineEnd = Ascii.indexOf(bytes, 0, length, (byte) '\r');
    if (lineEnd < 0 || lineEnd + 1 >= length || bytes[lineEnd + 1] != '\n') {
      return refuse(HeadViolation.BAD_LINE_END);
    }
    if (lineEnd > limits.startLineBytes()) {
      return refuse(HeadViolation.START_LINE_TOO_LONG);
    }
    if (length > limits.headBytes()) {
      return refuse(HeadViolation.HEAD_TOO_LARGE);
    }
    RequestLine line = new RequestLine();
    HeadViolation wrong = line.parse(bytes, lineEnd);
    if (wrong != null) {
      return refuse(wrong);
    }
    return line.lacksPath()
        ? request(line.withPath(bytes, length), length + 1, lineEnd + 1, line)
        : request(bytes, length, lineEnd, line);
  }

  private @Nullable RequestHead request(byte[] bytes, int length, int lineEnd, RequestLine line) {
    FieldIndex fields = new FieldIndex();
    HeadViolation wrong = readFields(bytes, lineEnd + 2, length, fields);
    if (wrong == null) {
      wrong = line.readHost(bytes, fields);
    }
    if (wrong != null) {
      return refuse(wrong);
    }
    FramingRules rules = new FramingRules(bytes, fields);
    BodyFraming framing = rules.ofRequest(line.minorVersion);
    if (framing == null) {
      return refuse(rules.violation());
    }
    RequestHead head =
        new RequestHead(
            bytes, length, fields, line.minorVersion, line.method, line.target(), framing);
    return Expectations.supported(head) ? head : refuse(HeadViolation.BAD_EXPECT);
  }

  /**
   * Parses the head of a response; arguments and result as for {@link #parseRequest}. How its body
   * is framed depends on the request: see {@link #framing}.
   */
  public @Nullable ResponseHead parseResponse(byte[] bytes, int length) {
    return parseResponse(bytes, length, false);
  }

  /** As above, of a backend whose answers may have {@code anyStatus} of three digits. */
  @Nullable ResponseHead parseResponse(byte[] bytes, int length, boolean anyStatus) {
    violation = null;
    int lineEnd = Ascii.indexOf(bytes, 0, length, (byte) '\r');
    if (lineEnd < 0 || lineEnd + 1 >= length || bytes[lineEnd + 1] != '\n') {
      violation = HeadViolation.BAD_LINE_END;
      return null;
    }
    if (length > limits.headBytes()) {
      violation = HeadViolation.HEAD_TOO_LARGE;
      return null;
    }
    int minorVersion = StatusLine.minorVersion(bytes, lineEnd);
    int status = StatusLine.status(bytes, lineEnd, anyStatus);
    if (minorVersion < 0 || status < 0) {
      violation = HeadViolation.BAD_STATUS_LINE;
      return null;
    }
    FieldIndex fields = new FieldIndex();
    violation = readFields(bytes, lineEnd + 2, length, fields);
    if (violation != null) {
      return null;
    }
    return new ResponseHead(bytes, length, fields, minorVersion, status, lineEnd);
  }

  private @Nullable HeadViolation readFields(byte[] bytes, int at, int length, FieldIndex fields) {
    HeadViolation wrong = FieldParser.parse(bytes, at, length, limits.fields(), fields);
    boolean bounded = wrong != null || HopByHop.isBounded(bytes, fields);
    return bounded ? wrong : HeadViolation.LONG_CONNECTION;
  }

  /**
   * How the body behind a response's head is framed (RFC 9112 section 6.3).
   *
   * @param toHead whether the request was a HEAD
   * @return the framing, or null if it is ambiguous: see {@link #violation()}
   */
  public @Nullable BodyFraming framing(ResponseHead head, boolean toHead) {
    FramingRules rules = new FramingRules(head);
    BodyFraming framing = rules.ofResponse(head, toHead);
    violation = rules.violationOrNull();
    return framing;
  }

  /**
   * Parses a trailer section: field lines and an empty line.
   *
   * @param head the head of the message that the trailers belong to
   * @return the trailers, or null if they are refused: see {@link #violation()}
   */
  public @Nullable Trailers parseTrailers(byte[] bytes, int length, MessageHead head) {
    FieldIndex fields = new FieldIndex();
    violation = FieldParser.parse(bytes, 0, length, limits.fields(), fields);
    return violation == null ? Trailers.of(bytes, fields, head) : null;
  }

  private @Nullable RequestHead refuse(HeadViolation wrong) {
    violation = wrong;
    return null;
  }
}
