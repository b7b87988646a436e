package dev.banyan.core.forward;

import dev.banyan.core.forward.Template.Place;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.routing.PathPattern.Literal;
import dev.banyan.core.routing.PathPattern.Parameter;
import dev.banyan.core.routing.PathPattern.Segment;
import dev.banyan.core.routing.PathView;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the path and query of a request on its way to a backend. The path always begins
 * with one slash, and all servers read it as the same change of the path that the route matched.
 * Immutable.
 */
public final class PathRewrite {
  private static final byte[] NOTHING = {};

  private final TargetPath path;
  private final @Nullable Template query;

  private PathRewrite(TargetPath path, @Nullable Template query) {
    this.path = path;
    this.query = query;
  }

  /** How the new path is written. */
  private interface TargetPath {
    void write(PathView path, TemplateValues values, ByteText out);

    /** Whether something beside the path may make a path that servers read differently. */
    default boolean usesHost() {
      return false;
    }
  }

  /** The first segments give way to others. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Prefix(int segments, byte[] replacement) implements TargetPath {
    @Override
    public void write(PathView path, TemplateValues values, ByteText out) {
      out.add(replacement).add(path.bytes(), path.behind(segments), path.end());
      if (out.length() == 0) {
        out.add('/');
      }
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Prefix other
          && segments == other.segments
          && Arrays.equals(replacement, other.replacement);
    }

    @Override
    public int hashCode() {
      return segments * 31 + Arrays.hashCode(replacement);
    }

    PathBase base(PathView path) {
      PathView read = path.isPlain() ? path : path.normalised();
      byte[] outer = Arrays.copyOfRange(read.bytes(), read.start(), read.behind(segments));
      return new PathBase(outer, replacement);
    }
  }

  /** All of the path gives way to a text. */
  private record Whole(Template template) implements TargetPath {
    @Override
    public void write(PathView path, TemplateValues values, ByteText out) {
      template.write(path, values, out);
    }

    @Override
    public boolean usesHost() {
      return template.uses(Variable.HOST);
    }
  }

  /**
   * Leaves out the first segments of a path.
   *
   * @param prefix how {@code pattern} begins, as in {@code /api}
   * @param pattern the path of the route
   * @throws IllegalArgumentException if the pattern does not begin so; the message says what is
   *     expected
   */
  public static PathRewrite stripPrefix(String prefix, PathPattern pattern) {
    return new PathRewrite(new Prefix(segments(prefix, pattern), NOTHING), null);
  }

  /**
   * Puts other segments in the place of the first ones.
   *
   * @param from how {@code pattern} begins; {@code /} to put {@code to} in front of everything
   * @param to a path without names; {@code /} leaves the prefix out
   * @param pattern the path of the route
   * @throws IllegalArgumentException if one is no such path; the message says what is expected
   */
  public static PathRewrite replacePrefix(String from, String to, PathPattern pattern) {
    return new PathRewrite(new Prefix(segments(from, pattern), replacement(to)), null);
  }

  /**
   * Puts a text in the place of the path, and of the query if the text has a question mark.
   *
   * @param pattern the path of the route
   * @throws IllegalArgumentException if {@code text} is no template of a path; the message says
   *     what is expected
   */
  public static PathRewrite template(String text, PathPattern pattern) {
    int mark = text.indexOf('?');
    String path = mark < 0 ? text : text.substring(0, mark);
    Template query =
        mark < 0 ? null : Template.parse(text.substring(mark + 1), Place.QUERY, pattern);
    return new PathRewrite(new Whole(Template.parse(path, Place.PATH, pattern)), query);
  }

  private static int segments(String prefix, PathPattern pattern) {
    PathPattern parsed = prefix(prefix);
    int count = parsed.segments().size();
    boolean begins =
        count <= pattern.segments().size()
            && parsed.segments().equals(pattern.segments().subList(0, count));
    if (!begins) {
      String expected = "the beginning of the route's path, " + pattern;
      throw TemplateParser.refused(prefix, expected);
    }
    return count;
  }

  private static byte[] replacement(String to) {
    StringBuilder spelled = new StringBuilder();
    for (Segment segment : prefix(to).segments()) {
      if (segment instanceof Parameter) {
        throw TemplateParser.refused(to, "a path without names; `path: ...` may have them");
      }
      spelled.append('/').append(((Literal) segment).spelling());
    }
    return Ascii.bytes(spelled.toString());
  }

  /** A path that ends where a segment ends; the root has no segment. */
  private static PathPattern prefix(String text) {
    if (text.equals("/")) {
      return new PathPattern(text, List.of(), false);
    }
    PathPattern parsed;
    try {
      parsed = PathPattern.parse(text);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(message.replaceFirst("^path: ", ""), e);
    }
    if (parsed.open() || text.endsWith("/")) {
      throw TemplateParser.refused(text, "a path without /** or / at its end");
    }
    return parsed;
  }

  /** Whether all readings of the request's path agree on what becomes of it. */
  boolean admits(RequestHead head, TemplateValues values) {
    PathView whole = PathView.of(head);
    return (!path.usesHost() && whole.isPlain()) || path(whole, values) != null;
  }

  /**
   * The target that is sent in place of the request's.
   *
   * @return null to send the target as it was received: the {@code *} of OPTIONS
   * @throws IllegalStateException if the readings of the path disagree, so that the request should
   *     not have been admitted
   */
  public byte @Nullable [] target(RequestHead head, TemplateValues values) {
    if (head.bytes()[head.pathStart()] == '*') {
      return null;
    }
    PathView whole = PathView.of(head);
    byte[] changed = path(whole, values);
    if (changed == null) {
      throw new IllegalStateException("path: readings disagree (expected: refused before)");
    }
    ByteText out = new ByteText().add(changed);
    Queries.write(query, head, whole, values, out);
    return out.toBytes();
  }

  /** What an answer's references are to undo for the client that sent {@code head}. */
  PathBase base(RequestHead head) {
    return path instanceof Prefix prefix ? prefix.base(PathView.of(head)) : PathBase.SAME;
  }

  private byte @Nullable [] path(PathView whole, TemplateValues values) {
    return AgreedPath.of(whole, (from, out) -> path.write(from, values, out), true);
  }

  /** Adds the parts of the path whose value stands outside of a path. */
  void collect(Collection<TemplatePart.Capture> captures) {
    if (query != null) {
      captures.addAll(query.captures());
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PathRewrite other
        && path.equals(other.path)
        && Objects.equals(query, other.query);
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, query);
  }
}
