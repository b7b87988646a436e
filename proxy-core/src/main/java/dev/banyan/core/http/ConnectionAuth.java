package dev.banyan.core.http;

/**
 * Finds the schemes that authenticate a connection and not a request, {@code NTLM} and {@code
 * Negotiate} (RFC 4559 section 6; against RFC 9110 section 11.1, by which no scheme may).
 * Stateless.
 */
public final class ConnectionAuth {
  private static final byte[] NTLM = Ascii.bytes("ntlm");
  private static final byte[] NEGOTIATE = Ascii.bytes("negotiate");

  private ConnectionAuth() {}

  /** Whether a request carries credentials of such a scheme. */
  public static boolean isIn(RequestHead head) {
    return isIn(head, KnownField.AUTHORIZATION) || isIn(head, KnownField.PROXY_AUTHORIZATION);
  }

  /** Whether an answer challenges by such a scheme, or goes on with it. */
  public static boolean isIn(ResponseHead head) {
    return isIn(head, KnownField.WWW_AUTHENTICATE) || isIn(head, KnownField.PROXY_AUTHENTICATE);
  }

  private static boolean isIn(MessageHead head, KnownField field) {
    if (!head.has(field)) {
      return false;
    }
    for (int i = head.next(field, 0); i >= 0; i = head.next(field, i + 1)) {
      if (names(head.bytes(), head.valueStart(i), head.valueEnd(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether an element of a list of challenges begins with one of the schemes. */
  private static boolean names(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end) {
      int from = Tokens.skip(bytes, at, end);
      int to = from;
      while (to < end && Ascii.isTokenByte(bytes[to])) {
        to++;
      }
      if (isScheme(bytes, from, to) && endsWord(bytes, to, end)) {
        return true;
      }
      at = nextElement(bytes, to, end);
    }
    return false;
  }

  private static boolean isScheme(byte[] bytes, int start, int end) {
    return Ascii.equalsLower(NTLM, bytes, start, end)
        || Ascii.equalsLower(NEGOTIATE, bytes, start, end);
  }

  /** Whether no equals sign follows, which would make it a parameter of the scheme before. */
  private static boolean endsWord(byte[] bytes, int at, int end) {
    return at == end || bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == ',';
  }

  /** Where the next element begins, behind a comma that no quotes enclose. */
  private static int nextElement(byte[] bytes, int start, int end) {
    boolean quoted = false;
    for (int at = start; at < end; at++) {
      byte b = bytes[at];
      if (b == '"') {
        quoted = !quoted;
      } else if (b == '\\' && quoted) {
        at++;
      } else if (b == ',' && !quoted) {
        return at + 1;
      }
    }
    return end;
  }
}
