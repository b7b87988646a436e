package dev.banyan.core.http;

/**
 * The expectations of RFC 9110 section 10.1.1: only {@code 100-continue} is known, and said once.
 * Stateless.
 */
final class Expectations {
  private static final byte[] CONTINUE = Ascii.bytes("100-continue");

  private Expectations() {}

  static boolean supported(RequestHead head) {
    int first = head.next(KnownField.EXPECT, 0);
    return first < 0
        || (Ascii.equalsLower(CONTINUE, head.bytes(), head.valueStart(first), head.valueEnd(first))
            && head.next(KnownField.EXPECT, first + 1) < 0);
  }
}
