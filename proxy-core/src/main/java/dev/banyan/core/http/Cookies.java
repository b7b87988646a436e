package dev.banyan.core.http;

import java.util.Arrays;

/**
 * The cookies of a request, read in place from all its Cookie lines (RFC 6265 section 4.2): pairs
 * with semicolons between them, the name before the first equals sign. Stateless.
 *
 * <p>A value is found as a range: its start and end in the head's bytes, packed into one number.
 */
public final class Cookies {
  /** The range of a cookie that is not there. */
  public static final long ABSENT = -1;

  /** The range of what a preflight announces, and whose value it keeps to itself. */
  public static final long UNSEEN = -2;

  private Cookies() {}

  /** The range of the first cookie called exactly {@code name}, or {@link #ABSENT}. */
  public static long find(RequestHead head, String name) {
    return find(head, name, false);
  }

  /** As {@link #find(RequestHead, String)}, but cookies with an empty value are passed over. */
  public static long findNonEmpty(RequestHead head, String name) {
    return find(head, name, true);
  }

  /**
   * The line {@code bytes[start, end)} without the cookies called exactly {@code name}, each with
   * one semicolon; what is left stays byte for byte. Empty if no cookie is left.
   */
  public static byte[] without(byte[] bytes, int start, int end, String name) {
    byte[] left = new byte[end - start];
    int length = 0;
    int kept = 0;
    boolean any = false;
    for (int at = start; at <= end; ) {
      int semicolon = Ascii.indexOf(bytes, at, end, (byte) ';');
      int pairEnd = semicolon < 0 ? end : semicolon;
      if (!isPairNamed(bytes, at, pairEnd, name)) {
        int from = kept > 0 ? at - 1 : at == start ? at : Tokens.skip(bytes, at, pairEnd);
        System.arraycopy(bytes, from, left, length, pairEnd - from);
        length += pairEnd - from;
        kept++;
        any |= Tokens.skip(bytes, at, pairEnd) < pairEnd;
      }
      at = pairEnd + 1;
    }
    return any ? Arrays.copyOf(left, length) : new byte[0];
  }

  private static boolean isPairNamed(byte[] bytes, int start, int end, String name) {
    int equals = Ascii.indexOf(bytes, start, end, (byte) '=');
    return equals >= 0 && isNamed(bytes, start, equals, name);
  }

  /** The range from {@code start} to {@code end}, exclusive. */
  public static long range(int start, int end) {
    return (long) start << 32 | end;
  }

  /** Where a range begins. */
  public static int start(long range) {
    return (int) (range >>> 32);
  }

  /** Where a range ends, exclusive. */
  public static int end(long range) {
    return (int) range;
  }

  private static long find(RequestHead head, String name, boolean nonEmpty) {
    for (int i = head.next(KnownField.COOKIE, 0); i >= 0; i = head.next(KnownField.COOKIE, i + 1)) {
      long found = findInLine(head.bytes(), head.valueStart(i), head.valueEnd(i), name, nonEmpty);
      if (found != ABSENT) {
        return found;
      }
    }
    return ABSENT;
  }

  private static long findInLine(byte[] bytes, int start, int end, String name, boolean nonEmpty) {
    int at = start;
    while (at < end) {
      int semicolon = Ascii.indexOf(bytes, at, end, (byte) ';');
      int pairEnd = semicolon < 0 ? end : semicolon;
      int equals = Ascii.indexOf(bytes, at, pairEnd, (byte) '=');
      if (equals >= 0 && isNamed(bytes, at, equals, name)) {
        int valueStart = Tokens.skip(bytes, equals + 1, pairEnd);
        int valueEnd = Tokens.trim(bytes, valueStart, pairEnd);
        if (valueEnd > valueStart || !nonEmpty) {
          return range(valueStart, valueEnd);
        }
      }
      at = pairEnd + 1;
    }
    return ABSENT;
  }

  private static boolean isNamed(byte[] bytes, int start, int end, String name) {
    int from = Tokens.skip(bytes, start, end);
    return Ascii.equals(name, bytes, from, Tokens.trim(bytes, from, end));
  }
}
