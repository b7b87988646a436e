package dev.banyan.core.routing;

/**
 * Resolves a path segment by segment: parameters cut off, escapes decoded, slashes merged, dot
 * segments resolved (RFC 3986 section 5.2.4). A backslash separates like a slash. Confined to one
 * look-up.
 */
final class PathNormaliser {
  private final byte[] bytes;
  private final boolean decoded;
  private final PathBuffer path;

  /** Whether the last segment is empty or a dot segment, so that the path ends in a slash. */
  private boolean endsInSlash;

  private PathNormaliser(byte[] bytes, int length, boolean decoded) {
    this.bytes = bytes;
    this.decoded = decoded;
    this.path = new PathBuffer(length);
  }

  /**
   * Normalises the path in {@code bytes[start, end)}.
   *
   * @param decoded whether no escape is left in it; else each is decoded once, but for slash,
   *     backslash and percent sign
   */
  static PathBuffer normalise(byte[] bytes, int start, int end, boolean decoded) {
    PathNormaliser normaliser = new PathNormaliser(bytes, end - start, decoded);
    int segment = start + 1;
    for (int at = start + 1; at < end; at++) {
      if (bytes[at] == '/' || bytes[at] == '\\') {
        if (bytes[at] == '\\') {
          normaliser.path.splitAtBackslash();
        }
        normaliser.take(segment, at);
        segment = at + 1;
      }
    }
    normaliser.take(segment, end);
    return normaliser.finished();
  }

  private void take(int start, int end) {
    int mark = path.length();
    path.slash();
    spell(start, end);
    int length = path.length() - mark - 1;
    endsInSlash = length == 0 || PathBytes.isDots(path.bytes(), mark + 1, path.length());
    if (endsInSlash) {
      path.cut(mark);
      if (length == 2) {
        path.climb();
      }
    }
  }

  private void spell(int start, int end) {
    for (int at = start; at < end; at++) {
      if (bytes[at] == ';') {
        path.cutParameters();
        return;
      }
      int escaped = decoded ? -1 : PathBytes.escaped(bytes, at, end);
      if (escaped < 0) {
        path.spell(bytes[at]);
      } else {
        path.spell(escaped);
        at += 2;
      }
    }
  }

  private PathBuffer finished() {
    if (endsInSlash || path.length() == 0) {
      path.slash();
    }
    return path;
  }
}
