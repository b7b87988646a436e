package dev.banyan.server.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A line of text under construction, as bytes that are used again. Confined to the thread that has
 * it: who fills it, then the writer.
 */
public final class Line {
  private static final int ROOM = 512;
  private static final int KEPT_ROOM = 2048;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final @Nullable Queue<Line> home;
  private byte[] bytes = new byte[ROOM];
  private int length;

  /** An empty line that is used once. */
  public Line() {
    this(null);
  }

  /**
   * An empty line.
   *
   * @param home where the writer puts it back once it is written; null if nowhere
   */
  public Line(@Nullable Queue<Line> home) {
    this.home = home;
  }

  /** The text so far. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many of {@link #bytes()} are the text. */
  public int length() {
    return length;
  }

  /** Appends one byte. */
  public Line put(int b) {
    reserve(1);
    bytes[length++] = (byte) b;
    return this;
  }

  /** Appends bytes as they are. */
  public Line put(byte[] text) {
    reserve(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
    return this;
  }

  /** Appends text whose characters are below U+0100, a byte each. */
  public Line text(String text) {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
    return this;
  }

  /** Appends a number in decimal. */
  public Line number(long number) {
    if (number < 0) {
      return number == Long.MIN_VALUE
          ? put(Long.toString(number).getBytes(StandardCharsets.US_ASCII))
          : put('-').number(-number);
    }
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return padded(number, digits);
  }

  /** Appends the last {@code digits} decimal digits of a number that is not below 0. */
  public Line padded(long number, int digits) {
    reserve(digits);
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + (int) (rest % 10));
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** Appends text as a JSON string with its quotes, in ASCII (RFC 8259 section 7). */
  public Line quoted(String text) {
    put('"');
    for (int i = 0; i < text.length(); i++) {
      escaped(text.charAt(i));
    }
    return put('"');
  }

  /**
   * Appends bytes as a JSON string with its quotes, each byte from 0x80 on as the character of that
   * number, so that any bytes can be told from the line.
   *
   * @param most how many bytes are written; an ellipsis stands for the rest
   */
  public Line quoted(byte[] text, int start, int end, int most) {
    put('"');
    int stop = Math.min(end, start + most);
    for (int i = start; i < stop; i++) {
      escaped((char) (text[i] & 0xff));
    }
    if (stop < end) {
      escaped('\u2026');
    }
    return put('"');
  }

  private void escaped(char c) {
    if (c == '"' || c == '\\') {
      put('\\').put(c);
    } else if (c >= 0x20 && c < 0x7f) {
      put(c);
    } else {
      put('\\').put('u').put(HEX[c >>> 12]).put(HEX[(c >>> 8) & 15]);
      put(HEX[(c >>> 4) & 15]).put(HEX[c & 15]);
    }
  }

  /** Empties the line and gives it back to where it came from. */
  void release() {
    length = 0;
    if (bytes.length > KEPT_ROOM) {
      bytes = new byte[ROOM];
    }
    if (home != null) {
      home.offer(this);
    }
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
