package dev.banyan.core.forward;

import dev.banyan.core.forward.TemplatePart.Rest;
import dev.banyan.core.forward.TemplatePart.Text;
import dev.banyan.core.forward.TemplatePart.Whole;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.routing.PathView;
import java.util.List;

/**
 * Checks that a template for a path makes one that all servers read alike whatever plain values it
 * is given. Stateless.
 */
final class PathTemplates {
  private PathTemplates() {}

  /**
   * Checks the parts of a template.
   *
   * @throws IllegalArgumentException if they make no such path; {@code text} is what they were read
   *     from
   */
  static void check(List<TemplatePart> parts, String text) {
    StringBuilder sample = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      TemplatePart part = parts.get(i);
      boolean last = i == parts.size() - 1;
      boolean behindSlash = sample.toString().endsWith("/");
      if (part instanceof Rest && !(last && behindSlash)) {
        throw refused(text, "{**} at the end of the path, behind a /");
      }
      if (part instanceof Whole && (!last || behindSlash)) {
        throw refused(text, "{path} at the end of the path, without a / in front: it has its own");
      }
      sample.append(sample(part));
    }
    check(sample.toString(), text);
  }

  private static String sample(TemplatePart part) {
    if (part instanceof Text literal) {
      return Ascii.string(literal.bytes(), 0, literal.bytes().length);
    }
    return part instanceof Whole ? "/x" : "x";
  }

  private static void check(String sample, String text) {
    if (!sample.startsWith("/")) {
      throw refused(text, "begins with /");
    }
    if (sample.contains("//")) {
      throw refused(text, "no empty segment");
    }
    PathView path = PathView.of(Ascii.bytes(sample));
    if (!path.normalised().spells(path) || !path.decoded().spells(path)) {
      throw refused(text, "no dot segment, and nothing that is encoded twice");
    }
  }

  private static IllegalArgumentException refused(String text, String expected) {
    return TemplateParser.refused(text, expected);
  }
}
