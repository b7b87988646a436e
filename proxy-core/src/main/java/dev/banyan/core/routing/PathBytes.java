package dev.banyan.core.routing;

import dev.banyan.core.http.Ascii;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of path segments: which may stand there as they are, and how others are escaped (RFC
 * 3986 sections 2.1 and 3.3). Stateless.
 */
public final class PathBytes {
  private static final boolean[] PLAIN = new boolean[256];

  static {
    for (int c = '0'; c <= '9'; c++) {
      PLAIN[c] = true;
    }
    for (int c = 'a'; c <= 'z'; c++) {
      PLAIN[c] = true;
      PLAIN[c - 32] = true;
    }
    for (byte c : Ascii.bytes("-._~!$&'()*+,=:@")) {
      PLAIN[c] = true;
    }
  }

  private PathBytes() {}

  /** Whether a byte may stand in a segment unescaped, {@code ;} left out. */
  public static boolean isPlain(byte b) {
    return PLAIN[b & 0xff];
  }

  /** Whether {@code bytes[start, end)} is {@code .} or {@code ..}. */
  static boolean isDots(byte[] bytes, int start, int end) {
    int length = end - start;
    return (length == 1 || length == 2) && bytes[start] == '.' && bytes[end - 1] == '.';
  }

  /** The value of a hexadecimal digit, or -1. */
  static int hex(byte b) {
    return b < 0 ? -1 : Character.digit(b, 16);
  }

  /** The byte whose escape begins at {@code bytes[at]}, or -1 if there is none. */
  public static int escaped(byte[] bytes, int at, int end) {
    if (bytes[at] != '%' || at + 2 >= end) {
      return -1;
    }
    int high = hex(bytes[at + 1]);
    int low = hex(bytes[at + 2]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  /** How a segment spells {@code decoded}. */
  public static String spelling(byte[] decoded) {
    PathBuffer into = new PathBuffer(decoded.length);
    for (byte b : decoded) {
      into.spell(b);
    }
    return into.toString();
  }

  /** The UTF-8 bytes of {@code text} with its escapes decoded, or null if a % begins none. */
  public static byte @Nullable [] decode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream into = new ByteArrayOutputStream(bytes.length);
    for (int at = 0; at < bytes.length; at++) {
      int escaped = escaped(bytes, at, bytes.length);
      if (escaped < 0 && bytes[at] == '%') {
        return null;
      }
      into.write(escaped < 0 ? bytes[at] : escaped);
      at += escaped < 0 ? 0 : 2;
    }
    return into.toByteArray();
  }

  /**
   * {@code bytes[start, end)} with escapes decoded until none is left, those too that decoding
   * makes. Each byte is looked at once: whatever is decoded only shortens what is already written.
   */
  static byte[] decodeFully(byte[] bytes, int start, int end) {
    byte[] into = new byte[end - start];
    int length = 0;
    for (int at = start; at < end; at++) {
      into[length++] = bytes[at];
      while (length >= 3 && escaped(into, length - 3, length) >= 0) {
        into[length - 3] = (byte) escaped(into, length - 3, length);
        length -= 2;
      }
    }
    return Arrays.copyOf(into, length);
  }
}
