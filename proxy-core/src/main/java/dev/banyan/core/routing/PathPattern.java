package dev.banyan.core.routing;

import java.util.List;

/**
 * Which paths a route takes: segments that stand there literally, segments that may be anything,
 * and perhaps everything below. Immutable.
 *
 * <p>{@code /a} is that path alone. {@code /a/**} is {@code /a} and all below it, never {@code
 * /ab}. {@code {name}} and {@code *} each stand for one segment that is not empty.
 *
 * @param text the pattern as written
 * @param segments what stands between the slashes, in order
 * @param open whether everything below the segments is taken too: a final {@code /**}
 */
public record PathPattern(String text, List<Segment> segments, boolean open) {
  /** Takes every path, and the {@code *} of OPTIONS. */
  public static final PathPattern ANY = new PathPattern("/**", List.of(), true);

  /** One part of a path between two slashes. */
  public sealed interface Segment {}

  /**
   * A segment that is compared byte for byte.
   *
   * @param spelling the segment as a URI spells it: what may not stand there is escaped
   */
  public record Literal(String spelling) implements Segment {}

  /**
   * A segment that may be anything but empty.
   *
   * @param name what the pattern calls it; empty for {@code *}
   */
  public record Parameter(String name) implements Segment {}

  /** Copies the list. */
  public PathPattern {
    segments = List.copyOf(segments);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if {@code text} is not one; the message says what is expected
   */
  public static PathPattern parse(String text) {
    return new PathPatternParser(text).parse();
  }

  /** The number of the segment that is called {@code name}, from 0; -1 if none is. */
  public int indexOf(String name) {
    return segments.indexOf(new Parameter(name));
  }

  @Override
  public String toString() {
    return text;
  }
}
