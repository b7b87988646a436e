package dev.banyan.core.http;

import java.nio.charset.StandardCharsets;

/** Comparisons and searches over ASCII bytes, without making strings. */
public final class Ascii {
  private Ascii() {}

  /** The bytes of a string of characters up to U+00FF, one byte each (ISO-8859-1). */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The text of {@code bytes[start, end)}, one character a byte (ISO-8859-1). */
  public static String string(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** The lower-case form of one ASCII byte; other bytes are returned as they are. */
  public static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
  }

  /** Whether {@code bytes[start, end)} spells {@code text}, one character a byte. */
  public static boolean equals(String text, byte[] bytes, int start, int end) {
    if (end - start != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if ((bytes[start + i] & 0xff) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether {@code bytes[start, end)} equals {@code lower}, which is in lower case, in any case.
   */
  public static boolean equalsLower(byte[] lower, byte[] bytes, int start, int end) {
    if (end - start != lower.length) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      if (lower(bytes[start + i]) != lower[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code bytes[start, end)} spells {@code text} but for the case of ASCII letters. */
  public static boolean equalsIgnoreCase(String text, byte[] bytes, int start, int end) {
    if (end - start != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff || lower(bytes[start + i]) != lower((byte) text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether two ranges hold the same bytes but for the case of letters. */
  public static boolean equalsIgnoreCase(
      byte[] a, int aStart, int aEnd, byte[] b, int bStart, int bEnd) {
    if (aEnd - aStart != bEnd - bStart) {
      return false;
    }
    for (int i = aStart, j = bStart; i < aEnd; i++, j++) {
      if (lower(a[i]) != lower(b[j])) {
        return false;
      }
    }
    return true;
  }

  /** The position of {@code wanted} in {@code bytes[start, end)}, or -1. */
  public static int indexOf(byte[] bytes, int start, int end, byte wanted) {
    for (int i = start; i < end; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a byte is a {@code tchar} of RFC 9110 section 5.6.2. */
  public static boolean isTokenByte(byte b) {
    return b > 0 && TOKEN[b];
  }

  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (char c = '0'; c <= '9'; c++) {
      TOKEN[c] = true;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      TOKEN[c] = true;
      TOKEN[c - 32] = true;
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      TOKEN[c] = true;
    }
  }
}
