package dev.banyan.core.http;

import org.jspecify.annotations.Nullable;

/** Finds how a body is delimited, and refuses what is ambiguous (RFC 9112 sections 6.1 to 6.3). */
final class FramingRules {
  private static final byte[] CHUNKED = Ascii.bytes("chunked");
  private static final int MAX_LENGTH_DIGITS = 18;

  private final byte[] bytes;
  private final FieldIndex fields;
  private @Nullable HeadViolation violation;

  FramingRules(byte[] bytes, FieldIndex fields) {
    this.bytes = bytes;
    this.fields = fields;
  }

  FramingRules(MessageHead head) {
    this(head.bytes(), head.index());
  }

  HeadViolation violation() {
    return violation == null ? HeadViolation.BAD_CONTENT_LENGTH : violation;
  }

  @Nullable HeadViolation violationOrNull() {
    return violation;
  }

  @Nullable BodyFraming ofRequest(int minorVersion) {
    return declared(minorVersion, BodyFraming.NONE);
  }

  @Nullable BodyFraming ofResponse(ResponseHead head, boolean toHead) {
    BodyFraming declared = declared(head.minorVersion(), BodyFraming.UNTIL_CLOSE);
    if (declared == null) {
      return null;
    }
    int status = head.status();
    boolean bodiless = toHead || head.isInformational() || status == 204 || status == 304;
    return bodiless ? BodyFraming.NONE : declared;
  }

  private @Nullable BodyFraming declared(int minorVersion, BodyFraming otherwise) {
    boolean coded = fields.seen(KnownField.TRANSFER_ENCODING);
    if (!fields.seen(KnownField.CONTENT_LENGTH)) {
      return coded ? chunked(minorVersion) : otherwise;
    }
    return coded ? refuse(HeadViolation.LENGTH_AND_CHUNKED) : fixed();
  }

  private @Nullable BodyFraming chunked(int minorVersion) {
    int codings = 0;
    boolean exact = minorVersion >= 1;
    for (int i = 0; i < fields.count(); i++) {
      if (fields.known(i) == KnownField.TRANSFER_ENCODING.index()) {
        codings++;
        exact &= Ascii.equalsLower(CHUNKED, bytes, fields.valueStart(i), fields.valueEnd(i));
      }
    }
    return exact && codings == 1
        ? BodyFraming.CHUNKED
        : refuse(HeadViolation.BAD_TRANSFER_ENCODING);
  }

  private @Nullable BodyFraming fixed() {
    long length = -1;
    for (int i = 0; i < fields.count(); i++) {
      if (fields.known(i) == KnownField.CONTENT_LENGTH.index()) {
        long next = digits(fields.valueStart(i), fields.valueEnd(i));
        if (next < 0 || (length >= 0 && next != length)) {
          return refuse(HeadViolation.BAD_CONTENT_LENGTH);
        }
        length = next;
      }
    }
    return BodyFraming.fixed(length);
  }

  private long digits(int start, int end) {
    int first = start;
    while (first + 1 < end && bytes[first] == '0') {
      first++;
    }
    if (start == end || end - first > MAX_LENGTH_DIGITS) {
      return -1;
    }
    long value = 0;
    for (int i = first; i < end; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return -1;
      }
      value = value * 10 + bytes[i] - '0';
    }
    return value;
  }

  private @Nullable BodyFraming refuse(HeadViolation wrong) {
    violation = wrong;
    return null;
  }
}
