package dev.banyan.core.forward;

import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.routing.PathView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with values of a request in it: {@code {id}} for the segment that the route's path calls
 * so, <code>{**}</code> for what its final {@code /**} stands for, and the {@link Variable}s.
 * {@code {{} and {@code }}} stand for the braces themselves. Immutable.
 *
 * <p>What a client sent is written so that it stays one value: nothing in it can end the path, the
 * segment, the parameter or the line that it stands in.
 */
public final class Template {
  /** The name of what the final {@code /**} of a path stands for. */
  public static final String REST = "**";

  /** Where a template's text is to stand, which decides what it may hold. */
  public enum Place {
    /** A path; names segments, the rest, {@code path} and {@code host}. */
    PATH,
    /** A query, without its question mark. */
    QUERY,
    /** The value of a field. */
    FIELD,
    /** A host with an optional port; names {@code host}. */
    AUTHORITY
  }

  private final TemplatePart[] parts;
  private final byte @Nullable [] constant;

  Template(List<TemplatePart> parts) {
    this.parts = parts.toArray(new TemplatePart[0]);
    this.constant = constant(parts);
  }

  private static byte @Nullable [] constant(List<TemplatePart> parts) {
    ByteText all = new ByteText();
    for (TemplatePart part : parts) {
      if (!(part instanceof TemplatePart.Text text)) {
        return null;
      }
      all.add(text.bytes());
    }
    return all.toBytes();
  }

  /**
   * Reads a template.
   *
   * @param pattern the path of the route that it belongs to
   * @throws IllegalArgumentException if {@code text} is none; the message says what is expected
   */
  public static Template parse(String text, Place place, PathPattern pattern) {
    return new TemplateParser(text, place, pattern).parse();
  }

  /** The names that a template may hold at a place, most likely ones first. */
  public static List<String> names(Place place, PathPattern pattern) {
    List<String> names = new ArrayList<>();
    if (place != Place.AUTHORITY) {
      for (PathPattern.Segment segment : pattern.segments()) {
        if (segment instanceof PathPattern.Parameter named && !named.name().isEmpty()) {
          names.add(named.name());
        }
      }
      if (pattern.open()) {
        names.add(REST);
      }
    }
    Arrays.stream(Variable.values())
        .filter(variable -> allows(place, variable))
        .forEach(variable -> names.add(variable.label()));
    return names;
  }

  static boolean allows(Place place, Variable variable) {
    return switch (place) {
      case PATH -> variable == Variable.HOST || variable == Variable.PATH;
      case AUTHORITY -> variable == Variable.HOST;
      case QUERY, FIELD -> true;
    };
  }

  /** The text if it is always the same, else null; not to be changed. */
  byte @Nullable [] constant() {
    return constant;
  }

  /** Whether it names the variable. */
  boolean uses(Variable variable) {
    return Arrays.stream(parts)
        .anyMatch(part -> part instanceof TemplatePart.Value value && value.variable() == variable);
  }

  /** The parts of the path that it is made of, byte for byte. */
  List<TemplatePart.Capture> captures() {
    List<TemplatePart.Capture> captures = new ArrayList<>();
    for (TemplatePart part : parts) {
      if (part instanceof TemplatePart.Capture capture) {
        captures.add(capture.asItStood());
      }
    }
    return captures;
  }

  /**
   * Writes the text for one request.
   *
   * @param path the path that the route matched, in the reading that counts
   */
  void write(PathView path, TemplateValues values, ByteText out) {
    if (constant != null) {
      out.add(constant);
      return;
    }
    for (TemplatePart part : parts) {
      part.write(path, values, out);
    }
  }

  /** The text for one request. */
  byte[] text(PathView path, TemplateValues values) {
    if (constant != null) {
      return constant;
    }
    ByteText out = new ByteText();
    write(path, values, out);
    return out.toBytes();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Template other && Arrays.equals(parts, other.parts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(parts);
  }
}
