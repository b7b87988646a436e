package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import java.util.Arrays;

/** Bytes that are put together. Confined to one exchange. */
final class ByteText {
  private static final byte[] HEX = Ascii.bytes("0123456789ABCDEF");

  private byte[] bytes = new byte[128];
  private int length;

  int length() {
    return length;
  }

  /** Whether the first two bytes are slashes, or a slash and a backslash. */
  boolean beginsLikeAuthority() {
    return length > 1 && bytes[0] == '/' && (bytes[1] == '/' || bytes[1] == '\\');
  }

  ByteText add(byte[] all) {
    return add(all, 0, all.length);
  }

  ByteText add(byte[] from, int start, int end) {
    room(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
    return this;
  }

  ByteText add(int b) {
    room(1);
    bytes[length++] = (byte) b;
    return this;
  }

  /** Adds a byte as an escape with upper-case digits (RFC 3986 section 2.1). */
  ByteText escape(int b) {
    return add('%').add(HEX[b >> 4 & 0xf]).add(HEX[b & 0xf]);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
