package dev.banyan.testkit;

import java.util.List;

/**
 * Where a body ends (RFC 9112 section 6.3), read strictly: anything ambiguous is malformed.
 *
 * @param kind how the end is found
 * @param length the number of bytes for {@link Kind#FIXED}, else 0
 */
record BodyFraming(Kind kind, long length) {
  /** The four ways to end a body. */
  enum Kind {
    NONE,
    FIXED,
    CHUNKED,
    UNTIL_CLOSE
  }

  private static final BodyFraming NONE = new BodyFraming(Kind.NONE, 0);

  static BodyFraming ofRequest(MessageHead head) throws MalformedMessageException {
    BodyFraming framing = byFields(head);
    return framing.kind == Kind.UNTIL_CLOSE ? NONE : framing;
  }

  /**
   * Returns the framing of an answer.
   *
   * @param toHead whether the request was a HEAD, so that no body follows whatever the fields say
   */
  static BodyFraming ofResponse(MessageHead head, int status, boolean toHead)
      throws MalformedMessageException {
    BodyFraming framing = byFields(head);
    return toHead || (status >= 100 && status < 200) || status == 204 || status == 304
        ? NONE
        : framing;
  }

  private static BodyFraming byFields(MessageHead head) throws MalformedMessageException {
    List<String> codings = head.headers().values("Transfer-Encoding");
    List<String> lengths = head.headers().values("Content-Length");
    if (codings.isEmpty() && lengths.isEmpty()) {
      return new BodyFraming(Kind.UNTIL_CLOSE, 0);
    }
    if (!codings.isEmpty() && !lengths.isEmpty()) {
      throw new MalformedMessageException("Content-Length with Transfer-Encoding");
    }
    if (codings.isEmpty()) {
      return new BodyFraming(Kind.FIXED, length(lengths));
    }
    if (codings.size() != 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
      throw new MalformedMessageException("Transfer-Encoding: " + codings);
    }
    return new BodyFraming(Kind.CHUNKED, 0);
  }

  private static long length(List<String> lengths) throws MalformedMessageException {
    String value = lengths.get(0);
    boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    if (lengths.size() != 1 || !digits || value.length() > 18) {
      throw new MalformedMessageException("Content-Length: " + lengths);
    }
    return Long.parseLong(value);
  }
}
