package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;

/**
 * The {@code Max-Forwards} field (RFC 9110 section 7.6.2): how many more times an OPTIONS or TRACE
 * request may be passed on. Other methods carry it without a meaning. Stateless.
 */
public final class MaxForwards {
  /** The request sets no bound. */
  public static final int NONE = -1;

  /** The request's bound can't be read. */
  public static final int INVALID = -2;

  private static final int MOST_DIGITS = 9;
  private static final byte[] LINE = Ascii.bytes("Max-Forwards: ");

  private MaxForwards() {}

  /** The request's bound, {@link #NONE} or {@link #INVALID}. */
  public static int of(RequestHead head) {
    boolean bounded = head.method() == HttpMethod.OPTIONS || head.method() == HttpMethod.TRACE;
    int i = bounded ? head.next(KnownField.MAX_FORWARDS, 0) : -1;
    if (i < 0) {
      return NONE;
    }
    int start = head.valueStart(i);
    int end = head.valueEnd(i);
    if (start == end
        || end - start > MOST_DIGITS
        || head.next(KnownField.MAX_FORWARDS, i + 1) >= 0) {
      return INVALID;
    }
    int bound = 0;
    for (int at = start; at < end; at++) {
      byte b = head.bytes()[at];
      if (b < '0' || b > '9') {
        return INVALID;
      }
      bound = bound * 10 + b - '0';
    }
    return bound;
  }

  /** Writes the bound for the next hop, one less. */
  static void write(HeaderEdits.Builder edits, RequestHead head) {
    int bound = head.has(KnownField.MAX_FORWARDS) ? of(head) : NONE;
    if (bound > 0) {
      edits.remove(KnownField.MAX_FORWARDS).put(LINE).putNumber(bound - 1).endLine();
    }
  }
}
