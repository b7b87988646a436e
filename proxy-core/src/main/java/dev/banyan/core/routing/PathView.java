package dev.banyan.core.routing;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.RequestHead;
import java.util.Arrays;

/**
 * A path in one of its three readings, cut at its slashes. Segments are numbered as those of the
 * {@link PathPattern} that the reading matched. Immutable.
 */
public final class PathView {
  private static final PathView ROOT = of(new byte[] {'/'});

  private final byte[] bytes;
  private final int start;
  private final int end;

  private PathView(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /** The path of a request as it stands there; {@code /} for the {@code *} of OPTIONS. */
  public static PathView of(RequestHead head) {
    byte[] bytes = head.bytes();
    return bytes[head.pathStart()] == '*'
        ? ROOT
        : new PathView(bytes, head.pathStart(), head.pathEnd());
  }

  /** All of {@code path}, which begins with a slash and is not to be changed. */
  public static PathView of(byte[] path) {
    return new PathView(path, 0, path.length);
  }

  private static PathView of(PathBuffer buffer) {
    return new PathView(buffer.bytes(), 0, buffer.length());
  }

  /** Whether all readings of the path are the path as it stands. */
  public boolean isPlain() {
    return PathReadings.isOne(bytes, start, end);
  }

  /** The normalised reading: decoded once, parameters cut off, dots and slashes resolved. */
  public PathView normalised() {
    return of(new PathReadings(bytes, start, end).normalised());
  }

  /** The decoded reading: decoded until nothing is left to decode, then normalised. */
  public PathView decoded() {
    return of(new PathReadings(bytes, start, end).decoded());
  }

  /** The bytes in which the path stands; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the path begins, at a slash. */
  public int start() {
    return start;
  }

  /** Where the path ends, exclusive. */
  public int end() {
    return end;
  }

  /** Where segment {@code number} begins, behind its slash; {@link #end()} if there is none. */
  public int segmentStart(int number) {
    return Math.min(end, behind(number) + 1);
  }

  /** Where the segment that begins at {@code segmentStart} ends, exclusive. */
  public int segmentEnd(int segmentStart) {
    int slash = Ascii.indexOf(bytes, segmentStart, end, (byte) '/');
    return slash < 0 ? end : slash;
  }

  /** The position behind the first {@code count} segments: at a slash, or the end of the path. */
  public int behind(int count) {
    int at = start;
    for (int i = 0; i < count && at < end; i++) {
      at = segmentEnd(at + 1);
    }
    return at;
  }

  /** Whether another path has the same bytes. */
  public boolean spells(PathView other) {
    return Arrays.equals(bytes, start, end, other.bytes, other.start, other.end);
  }

  /** The path as text. */
  @Override
  public String toString() {
    return Ascii.string(bytes, start, end);
  }
}
