package dev.banyan.core.http;

/** The expectations of RFC 9110 section 10.1.1: only {@code 100-continue} is known. Stateless. */
final class Expectations {
  private static final byte[] CONTINUE = Ascii.bytes("100-continue");

  private Expectations() {}

  static boolean supported(RequestHead head) {
    for (int i = head.next(KnownField.EXPECT, 0); i >= 0; i = head.next(KnownField.EXPECT, i + 1)) {
      if (!Ascii.equalsLower(CONTINUE, head.bytes(), head.valueStart(i), head.valueEnd(i))) {
        return false;
      }
    }
    return true;
  }
}
