package dev.banyan.core.routing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Resolves a path segment by segment: parameters cut off, escapes decoded, slashes merged, dot
 * segments resolved (RFC 3986 section 5.2.4). A backslash separates like a slash. Confined to one
 * look-up.
 */
final class PathNormaliser {
  private final byte[] bytes;
  private final boolean decoded;
  private final Deque<byte[]> kept = new ArrayDeque<>();

  /** Whether the last segment is empty or a dot segment, so that the path ends in a slash. */
  private boolean endsInSlash;

  private PathNormaliser(byte[] bytes, boolean decoded) {
    this.bytes = bytes;
    this.decoded = decoded;
  }

  /**
   * Normalises the path in {@code bytes[start, end)}.
   *
   * @param decoded whether no escape is left in it; else each is decoded once, but for slash,
   *     backslash and percent sign
   */
  static byte[] normalise(byte[] bytes, int start, int end, boolean decoded) {
    PathNormaliser normaliser = new PathNormaliser(bytes, decoded);
    int segment = start + 1;
    for (int at = start + 1; at < end; at++) {
      if (bytes[at] == '/' || bytes[at] == '\\') {
        normaliser.take(segment, at);
        segment = at + 1;
      }
    }
    normaliser.take(segment, end);
    return normaliser.joined();
  }

  private void take(int start, int end) {
    byte[] segment = spelled(start, end);
    int length = segment.length;
    endsInSlash = length == 0 || PathBytes.isDots(segment, 0, length);
    if (!endsInSlash) {
      kept.addLast(segment);
    } else if (length == 2) {
      kept.pollLast();
    }
  }

  private byte[] spelled(int start, int end) {
    ByteArrayOutputStream into = new ByteArrayOutputStream(end - start);
    for (int at = start; at < end && bytes[at] != ';'; at++) {
      int escaped = decoded ? -1 : PathBytes.escaped(bytes, at, end);
      if (escaped < 0) {
        PathBytes.spell(bytes[at], into);
      } else {
        PathBytes.spell(escaped, into);
        at += 2;
      }
    }
    return into.toByteArray();
  }

  private byte[] joined() {
    ByteArrayOutputStream into = new ByteArrayOutputStream();
    for (byte[] segment : kept) {
      into.write('/');
      into.writeBytes(segment);
    }
    if (endsInSlash || kept.isEmpty()) {
      into.write('/');
    }
    return into.toByteArray();
  }
}
