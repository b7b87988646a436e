package dev.banyan.core.http;

/**
 * The {@code Keep-Alive} field of an answer, as in {@code timeout=5, max=100}: when a backend will
 * close a connection that is not used (RFC 2068 section 19.7.1.1). Stateless.
 */
public final class KeepAlive {
  /** The answer says nothing. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private static final byte[] TIMEOUT = Ascii.bytes("timeout");
  private static final int MOST_DIGITS = 9;
  private static final long MILLION = 1_000_000L;

  private KeepAlive() {}

  /**
   * How long the connection can be left unused, in nanoseconds: what the backend grants less a
   * second for what is on its way, or half of it if that is more. Zero if it grants nothing.
   */
  public static long nanos(ResponseHead head) {
    long seconds = -1;
    for (int i = head.next(KnownField.KEEP_ALIVE, 0);
        i >= 0 && seconds < 0;
        i = head.next(KnownField.KEEP_ALIVE, i + 1)) {
      seconds = timeout(head.bytes(), head.valueStart(i), head.valueEnd(i));
    }
    return seconds < 0 ? UNLIMITED : Math.max(seconds * 1_000 - 1_000, seconds * 500) * MILLION;
  }

  /** The timeout of the list in {@code bytes[start, end)} in seconds; -1 if there is none. */
  private static long timeout(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end) {
      int comma = Ascii.indexOf(bytes, at, end, (byte) ',');
      int stop = comma < 0 ? end : comma;
      int equals = Ascii.indexOf(bytes, at, stop, (byte) '=');
      if (equals >= 0) {
        int from = Tokens.skip(bytes, at, equals);
        int to = Tokens.trim(bytes, from, equals);
        if (Ascii.equalsIgnoreCase(TIMEOUT, 0, TIMEOUT.length, bytes, from, to)) {
          return number(bytes, Tokens.skip(bytes, equals + 1, stop), stop);
        }
      }
      at = stop + 1;
    }
    return -1;
  }

  private static long number(byte[] bytes, int start, int end) {
    int stop = Tokens.trim(bytes, start, end);
    if (start == stop || stop - start > MOST_DIGITS) {
      return -1;
    }
    long number = 0;
    for (int i = start; i < stop; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return -1;
      }
      number = number * 10 + (bytes[i] - '0');
    }
    return number;
  }
}
