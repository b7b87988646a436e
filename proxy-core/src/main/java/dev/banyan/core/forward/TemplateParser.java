package dev.banyan.core.forward;

import dev.banyan.core.forward.Template.Place;
import dev.banyan.core.forward.TemplatePart.OldQuery;
import dev.banyan.core.forward.TemplatePart.Rest;
import dev.banyan.core.forward.TemplatePart.Segment;
import dev.banyan.core.forward.TemplatePart.Text;
import dev.banyan.core.forward.TemplatePart.Value;
import dev.banyan.core.forward.TemplatePart.Whole;
import dev.banyan.core.routing.PathPattern;
import java.util.ArrayList;
import java.util.List;

/** Reads the text of one {@link Template}. Confined to one thread. */
final class TemplateParser {
  /** Bounds what a request can make of a template. */
  private static final int MOST_NAMES = 16;

  private final String text;
  private final Place place;
  private final PathPattern pattern;
  private final List<TemplatePart> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int names;
  private int at;

  TemplateParser(String text, Place place, PathPattern pattern) {
    this.text = text;
    this.place = place;
    this.pattern = pattern;
  }

  Template parse() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '{' && c != '}') {
        literal.append(c);
        at++;
      } else if (text.startsWith(String.valueOf(c).repeat(2), at)) {
        literal.append(c);
        at += 2;
      } else {
        name();
      }
    }
    endLiteral();
    if (place == Place.FIELD && !text.strip().equals(text)) {
      throw refused(text, "no blanks at its beginning or end");
    }
    if (place == Place.PATH) {
      PathTemplates.check(parts, text);
    }
    return new Template(parts);
  }

  private void name() {
    int close = text.indexOf('}', at);
    if (text.charAt(at) == '}' || close < 0) {
      throw refused(text, "a name between { and }; {{ and }} for braces themselves");
    }
    String name = text.substring(at + 1, close);
    if (++names > MOST_NAMES) {
      throw refused(text, MOST_NAMES + " names at most");
    }
    at = close + 1;
    boolean joined = place == Place.QUERY && name.equals(Variable.QUERY.label()) && takeJoint();
    endLiteral();
    parts.add(part(name, joined));
  }

  /** Takes back the ampersand in front of the old query, which goes where there is none. */
  private boolean takeJoint() {
    int last = literal.length() - 1;
    boolean first = last < 0 && parts.isEmpty();
    boolean joined = last >= 0 && literal.charAt(last) == '&';
    if (at < text.length() || (!first && !joined)) {
      throw refused(text, "{query} at the end, behind ? or &");
    }
    literal.setLength(joined ? last : 0);
    return joined;
  }

  private TemplatePart part(String name, boolean joined) {
    boolean inQuery = place == Place.QUERY;
    Spelling ofPath = inQuery ? Spelling.PATH_IN_QUERY : Spelling.AS_IT_STOOD;
    int segment = pattern.indexOf(name);
    if (segment >= 0 && place != Place.AUTHORITY && !name.isEmpty()) {
      return new Segment(segment, ofPath);
    }
    if (name.equals(Template.REST) && pattern.open() && place != Place.AUTHORITY) {
      return new Rest(pattern.segments().size(), ofPath);
    }
    Variable variable = Variable.named(name);
    if (variable == null || !Template.allows(place, variable)) {
      List<String> known = new ArrayList<>();
      Template.names(place, pattern).forEach(each -> known.add("{" + each + "}"));
      String where = place == Place.AUTHORITY ? "in the host of an address no name but " : "";
      throw refused("{" + name + "}", where + String.join(", ", known));
    }
    if (variable == Variable.PATH) {
      return new Whole(ofPath);
    }
    if (inQuery && variable == Variable.QUERY) {
      return new OldQuery(joined);
    }
    return new Value(variable, ofText());
  }

  private Spelling ofText() {
    return switch (place) {
      case PATH -> Spelling.TEXT_IN_PATH;
      case QUERY -> Spelling.TEXT_IN_QUERY;
      case FIELD, AUTHORITY -> Spelling.AS_IT_STOOD;
    };
  }

  private void endLiteral() {
    if (!literal.isEmpty()) {
      parts.add(new Text(Literals.spell(literal.toString(), place)));
      literal.setLength(0);
    }
  }

  static IllegalArgumentException refused(String shown, String expected) {
    return new IllegalArgumentException(shown + " (expected: " + expected + ")");
  }
}
