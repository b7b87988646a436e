package dev.banyan.core.http;

/**
 * How browsers ask before they let a page of one origin send a request to another one: OPTIONS with
 * the request's method and the names of its fields (Fetch standard, CORS protocol). Stateless.
 */
final class Preflights {
  private static final byte[] ORIGIN = Ascii.bytes("origin");
  private static final byte[] METHOD = Ascii.bytes("access-control-request-method");
  private static final byte[] HEADERS = Ascii.bytes("access-control-request-headers");

  private Preflights() {}

  /** The number of the field that names the method, or -1 if a request is no preflight. */
  static int method(RequestHead head) {
    if (head.method() != HttpMethod.OPTIONS
        || !head.framing().isEmpty()
        || head.overridesMethod()) {
      return -1;
    }
    int i = head.next(METHOD, 0);
    return i >= 0 && isToken(head, i) && head.next(ORIGIN, 0) >= 0 ? i : -1;
  }

  private static boolean isToken(RequestHead head, int i) {
    for (int at = head.valueStart(i); at < head.valueEnd(i); at++) {
      if (!Ascii.isTokenByte(head.bytes()[at])) {
        return false;
      }
    }
    return head.valueEnd(i) > head.valueStart(i);
  }

  /** Whether a preflight names a field. */
  static boolean announces(RequestHead head, byte[] lowerName) {
    for (int i = head.next(HEADERS, 0); i >= 0; i = head.next(HEADERS, i + 1)) {
      if (Tokens.contains(head.bytes(), head.valueStart(i), head.valueEnd(i), lowerName)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a preflight names {@code field}, or one of its family. */
  static boolean announces(RequestHead head, KnownField field) {
    for (int i = head.next(HEADERS, 0); i >= 0; i = head.next(HEADERS, i + 1)) {
      for (int at = head.valueStart(i); at <= head.valueEnd(i); ) {
        int comma = Ascii.indexOf(head.bytes(), at, head.valueEnd(i), (byte) ',');
        int stop = comma < 0 ? head.valueEnd(i) : comma;
        int from = Tokens.skip(head.bytes(), at, stop);
        int to = Tokens.trim(head.bytes(), from, stop);
        if (KnownField.find(head.bytes(), from, to) == field) {
          return true;
        }
        at = stop + 1;
      }
    }
    return false;
  }
}
