package dev.banyan.core.forward;

import dev.banyan.core.forward.Template.Place;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.routing.PathBytes;
import java.util.Locale;

/** The text of a template that is no name, checked and spelled for its place. Stateless. */
final class Literals {
  private Literals() {}

  /**
   * The bytes that {@code text} becomes.
   *
   * @throws IllegalArgumentException if it can't stand at the place
   */
  static byte[] spell(String text, Place place) {
    return switch (place) {
      case PATH -> path(text);
      case QUERY -> query(text);
      case FIELD, AUTHORITY -> field(text);
    };
  }

  private static byte[] path(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      throw refused(text, "a path without query and fragment; %3F and %23 for ? # themselves");
    }
    if (text.indexOf(';') >= 0 || text.indexOf('\\') >= 0) {
      throw refused(text, "no ; and no \\: servers do not agree on what they mean");
    }
    if (upper.contains("%2F") || upper.contains("%5C") || upper.contains("%3B")) {
      throw refused(text, "no %2F, %5C and %3B: servers do not agree on what they mean");
    }
    StringBuilder spelled = new StringBuilder();
    for (String segment : text.split("/", -1)) {
      byte[] decoded = PathBytes.decode(segment);
      if (decoded == null) {
        throw refused(text, "two hexadecimal digits behind each %; %25 for % itself");
      }
      spelled.append(PathBytes.spelling(decoded));
      spelled.append('/');
    }
    spelled.setLength(spelled.length() - 1);
    return Ascii.bytes(spelled.toString());
  }

  private static byte[] query(String text) {
    if (text.indexOf('#') >= 0) {
      throw refused(text, "a query without fragment; %23 for # itself");
    }
    if (PathBytes.decode(text) == null) {
      throw refused(text, "two hexadecimal digits behind each %; %25 for % itself");
    }
    return Spelling.URI.of(text);
  }

  private static byte[] field(String text) {
    if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw refused(text, "letters, digits and signs of ASCII");
    }
    return Ascii.bytes(text);
  }

  private static IllegalArgumentException refused(String text, String expected) {
    return TemplateParser.refused(text, expected);
  }
}
