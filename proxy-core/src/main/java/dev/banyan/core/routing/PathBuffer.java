package dev.banyan.core.routing;

import dev.banyan.core.http.Ascii;

/**
 * A path that is put together byte by byte, spelled as a URI spells it (RFC 3986 sections 2.1 and
 * 3.3). Confined to one look-up.
 */
final class PathBuffer {
  private static final byte[] HEX = Ascii.bytes("0123456789ABCDEF");
  private static final int LONGEST_SPELLING = 3;

  private final byte[] bytes;
  private int length;
  private boolean climbed;
  private boolean split;
  private boolean cut;

  /** A buffer for the spelling of {@code count} bytes. */
  PathBuffer(int count) {
    bytes = new byte[LONGEST_SPELLING * count + 1];
  }

  /** What is in the buffer, from its first byte. */
  byte[] bytes() {
    return bytes;
  }

  /** How many of {@link #bytes()} belong to the path. */
  int length() {
    return length;
  }

  void slash() {
    bytes[length++] = '/';
  }

  /** Adds a byte of a segment: as it is, or escaped if it may not stand there. */
  void spell(int b) {
    if (PathBytes.isPlain((byte) b)) {
      bytes[length++] = (byte) b;
    } else {
      escape(b);
    }
  }

  /** Adds a byte escaped, with upper-case digits. */
  void escape(int b) {
    bytes[length++] = '%';
    bytes[length++] = HEX[b >> 4 & 0xf];
    bytes[length++] = HEX[b & 0xf];
  }

  /** Leaves out what was added since the buffer was {@code mark} long. */
  void cut(int mark) {
    length = mark;
  }

  /** Leaves out the last segment with the slash before it, if there is one, for a {@code ..}. */
  void climb() {
    climbed = true;
    if (length > 0) {
      do {
        length--;
      } while (bytes[length] != '/');
    }
  }

  /** Whether a {@code ..} was resolved. */
  boolean climbed() {
    return climbed;
  }

  /** Notes that a backslash was read as a slash. */
  void splitAtBackslash() {
    split = true;
  }

  /** Notes that parameters were left out. */
  void cutParameters() {
    cut = true;
  }

  /** Whether the path has both backslashes and parameters, and no two servers need agree on it. */
  boolean isMixed() {
    return split && cut;
  }

  @Override
  public String toString() {
    return Ascii.string(bytes, 0, length);
  }
}
