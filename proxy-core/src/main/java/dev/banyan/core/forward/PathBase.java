package dev.banyan.core.forward;

import dev.banyan.core.routing.PathView;
import java.util.Arrays;

/**
 * Where the paths of a backend begin for its clients: what a route's rewrite made of the beginning
 * of a request's path, to be undone in the answer. Immutable.
 *
 * @param outer the beginning of the path that the client asked for, without a slash at its end
 * @param inner what stands in its place at the backend, without a slash at its end
 */
@SuppressWarnings("ArrayRecordComponent")
record PathBase(byte[] outer, byte[] inner) {
  private static final byte[] NOTHING = {};

  /** The same paths at both sides. */
  static final PathBase SAME = new PathBase(NOTHING, NOTHING);

  /** Whether both sides have the same paths. */
  boolean isSame() {
    return outer.length == 0 && inner.length == 0;
  }

  /**
   * Writes the client's form of the path {@code bytes[start, end)}, with what is behind it. A path
   * that does not begin as the backend's do stays; so does one that begins as the client's do,
   * where every path is the backend's: its author knows of the rewrite.
   */
  void write(byte[] bytes, int start, int end, ByteText out) {
    if (!isOfBackend(bytes, start, end)) {
      out.add(bytes, start, end);
      return;
    }
    int rest = start + inner.length;
    out.add(outer);
    boolean root = outer.length == 0 || inner.length == 0;
    if (root && (rest == end || bytes[rest] != '/')) {
      out.add('/');
    }
    out.add(bytes, rest, end);
  }

  /** Whether a path begins as the client's do. */
  boolean isOuter(PathView path) {
    return begins(outer, path.bytes(), path.start(), path.end());
  }

  /** Writes the backend's form of a path; one that does not begin as the client's do stays. */
  void writeInner(PathView path, ByteText out) {
    if (!isOuter(path)) {
      out.add(path.bytes(), path.start(), path.end());
      return;
    }
    int rest = path.start() + outer.length;
    out.add(inner);
    if (rest == path.end() ? inner.length == 0 : path.bytes()[rest] != '/') {
      out.add('/');
    }
    out.add(path.bytes(), rest, path.end());
  }

  private boolean isOfBackend(byte[] bytes, int start, int end) {
    if (inner.length > 0) {
      return begins(inner, bytes, start, end);
    }
    return outer.length > 0 && !begins(outer, bytes, start, end);
  }

  /** Whether a path begins with {@code base}, and a segment ends there. */
  private static boolean begins(byte[] base, byte[] bytes, int start, int end) {
    int next = start + base.length;
    return next <= end
        && Arrays.equals(base, 0, base.length, bytes, start, next)
        && (next == end || bytes[next] == '/' || bytes[next] == '?' || bytes[next] == '#');
  }
}
