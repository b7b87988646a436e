package dev.banyan.core.routing;

import dev.banyan.core.routing.PathPattern.Literal;
import dev.banyan.core.routing.PathPattern.Parameter;
import dev.banyan.core.routing.PathPattern.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the text of one {@link PathPattern}. Confined to one thread. */
final class PathPatternParser {
  private static final String OPEN = "**";

  private final String text;
  private final List<Segment> segments = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  PathPatternParser(String text) {
    this.text = text;
  }

  PathPattern parse() {
    if (!text.startsWith("/")) {
      throw refused("begins with /");
    }
    String[] parts = text.substring(1).split("/", -1);
    boolean open = parts[parts.length - 1].equals(OPEN);
    int count = open ? parts.length - 1 : parts.length;
    for (int i = 0; i < count; i++) {
      segments.add(segment(parts[i], i == parts.length - 1));
    }
    return new PathPattern(text, segments, open);
  }

  private Segment segment(String part, boolean last) {
    if (part.equals(OPEN)) {
      throw refused("** at the end only");
    }
    if (part.isEmpty() && !last) {
      throw refused("no empty segment: such a path is never matched");
    }
    if (part.equals("*")) {
      return new Parameter("");
    }
    return part.startsWith("{") && part.endsWith("}") ? parameter(part) : literal(part);
  }

  private Parameter parameter(String part) {
    String name = part.substring(1, part.length() - 1);
    if (!name.matches("[A-Za-z_][A-Za-z0-9_-]*")) {
      throw refused("a name of letters, digits, _ and - between { and }");
    }
    if (!names.add(name)) {
      throw refused("{" + name + "} once");
    }
    return new Parameter(name);
  }

  private Literal literal(String part) {
    if (part.indexOf('*') >= 0 || part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
      throw refused("{name} and * as whole segments; %2A, %7B and %7D for * { } themselves");
    }
    if (part.indexOf('?') >= 0 || part.indexOf('#') >= 0) {
      throw refused("a path without query and fragment");
    }
    if (part.indexOf(';') >= 0 || part.indexOf('\\') >= 0) {
      throw refused("no ; and no \\: such a path is never matched; %3B for ; itself");
    }
    byte[] decoded = decoded(part);
    if (decoded.length > 0 && PathBytes.isDots(decoded, 0, decoded.length)) {
      throw refused("no dot segment: such a path is never matched");
    }
    return new Literal(PathBytes.spelling(decoded));
  }

  private byte[] decoded(String part) {
    byte[] decoded = PathBytes.decode(part);
    if (decoded == null) {
      throw refused("two hexadecimal digits behind each %; %25 for % itself");
    }
    for (byte b : decoded) {
      if (b == '/' || b == '\\') {
        throw refused("no %2F and no %5C: such a path is never matched");
      }
    }
    return decoded;
  }

  private IllegalArgumentException refused(String expected) {
    return new IllegalArgumentException("path: " + text + " (expected: " + expected + ")");
  }
}
