package dev.banyan.core.routing;

/**
 * The three ways in which servers read one path, each as bytes that a {@link PathPattern}'s
 * literals are compared with. Confined to one look-up.
 *
 * <p>What is no letter of a segment is spelled as an escape with upper-case digits, in the path as
 * in the pattern, so {@code %c3%a9}, {@code %C3%A9} and the bare bytes are the same segment.
 */
final class PathReadings {
  private final byte[] bytes;
  private final int start;
  private final int end;

  PathReadings(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /**
   * Whether all readings of {@code bytes[start, end)} are the path as it stands there: it has no
   * escape, no backslash, no semicolon, no empty segment but the last, no dot segment, and no byte
   * that must be escaped.
   */
  static boolean isOne(byte[] bytes, int start, int end) {
    int segment = start + 1;
    for (int at = start + 1; at < end; at++) {
      byte b = bytes[at];
      if (b == '/') {
        if (at == segment || PathBytes.isDots(bytes, segment, at)) {
          return false;
        }
        segment = at + 1;
      } else if (!PathBytes.isPlain(b)) {
        return false;
      }
    }
    return segment == end || !PathBytes.isDots(bytes, segment, end);
  }

  /**
   * Whether anything but a dot segment stands there that servers read in different ways: a
   * backslash, a semicolon, an empty segment, or an escape that hides a byte of these or of a dot
   * segment.
   */
  boolean isAmbiguous() {
    for (int at = start; at < end; at++) {
      byte b = bytes[at];
      boolean empty = b == '/' && at > start && bytes[at - 1] == '/';
      if (empty
          || b == '\\'
          || b == ';'
          || (b == '%' && hides(PathBytes.escaped(bytes, at, end)))) {
        return true;
      }
    }
    return false;
  }

  /** A percent sign that begins no escape may begin one once what follows it is decoded. */
  private static boolean hides(int escaped) {
    return switch (escaped) {
      case -1, '%', '.', '/', ';', '\\' -> true;
      default -> false;
    };
  }

  /** The path as it stands there: escapes stay, dots are names, {@code ;} and \ are letters. */
  PathBuffer raw() {
    PathBuffer path = new PathBuffer(end - start);
    for (int at = start; at < end; at++) {
      int escaped = PathBytes.escaped(bytes, at, end);
      if (escaped >= 0) {
        path.escape(escaped);
        at += 2;
      } else if (bytes[at] == '/') {
        path.slash();
      } else {
        path.spell(bytes[at]);
      }
    }
    return path;
  }

  /**
   * The path after one decoding, with parameters cut off, slashes merged and dot segments resolved;
   * escaped slashes, backslashes and percent signs stay escaped.
   */
  PathBuffer normalised() {
    return PathNormaliser.normalise(bytes, start, end, false);
  }

  /** The path decoded until nothing is left to decode, then normalised. */
  PathBuffer decoded() {
    byte[] decoded = PathBytes.decodeFully(bytes, start, end);
    return PathNormaliser.normalise(decoded, 0, decoded.length, true);
  }
}
