package dev.banyan.config;

import dev.banyan.config.document.Located;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.Span;
import dev.banyan.core.forward.Template;
import dev.banyan.core.forward.Template.Place;
import dev.banyan.core.routing.PathPattern;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reports what the core does not take of a route's actions. Confined to one route. */
final class TemplateProblems {
  private static final Set<String> MEANT_AS_REST = Set.of("rest", "*", "tail", "splat");
  private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");

  private final RouteDocument route;
  private final PathPattern pattern;
  private final Problems problems;

  TemplateProblems(RouteDocument route, PathPattern pattern, Problems problems) {
    this.route = route;
    this.pattern = pattern;
    this.problems = problems;
  }

  /**
   * What the core makes of a text.
   *
   * @param key what the message begins with
   * @param place where the text is to stand; null if it is no template
   * @return null if it is refused, which has been reported
   */
  <T> @Nullable T parse(
      String key, Located<String> text, @Nullable Place place, Function<String, T> parser) {
    try {
      return parser.apply(text.value());
    } catch (IllegalArgumentException e) {
      report(key, text, place, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void report(String key, Located<String> text, @Nullable Place place, String message) {
    String help = place == null ? prefixHelp(text.value()) : nameHelp(text.value(), place);
    String elsewhere = routeElsewhere(text.span());
    if (elsewhere != null && place != Place.FIELD && help == null) {
      help = "say `rewrite: off` in route `" + elsewhere + "`";
    }
    String where = elsewhere == null ? "" : ", in route `" + elsewhere + "`";
    problems.error(text.span(), key + ": " + message + where, help);
  }

  /** The route's name if a text stands in the defaults and not in the route; else null. */
  private @Nullable String routeElsewhere(Span text) {
    Span own = route.section().span();
    boolean within = text.start() >= own.start() && text.end() <= own.end();
    return within || route.name() == null ? null : route.name().value();
  }

  /** Reports something else that is wrong with a text. */
  void error(Located<String> text, String message) {
    problems.error(text.span(), message, null);
  }

  /** What to write where a path does not begin as it should. */
  private @Nullable String prefixHelp(String prefix) {
    String whole = prefix.replaceFirst("/(\\*\\*)?$", "");
    if (!whole.equals(prefix) && whole.startsWith("/")) {
      return Suggestions.question(whole);
    }
    boolean unsaid = pattern.segments().isEmpty() && pattern.open();
    return unsaid && prefix.matches("(/[A-Za-z0-9._~-]+)+")
        ? "write `match: { path: " + prefix + "/** }`, so that every request begins so"
        : null;
  }

  /** What to write for the first name that is unknown. */
  private @Nullable String nameHelp(String text, Place place) {
    List<String> known = Template.names(place, pattern);
    List<String> unknown =
        NAME.matcher(text)
            .results()
            .map((MatchResult found) -> found.group(1))
            .filter(name -> !name.isEmpty() && !known.contains(name))
            .toList();
    if (unknown.isEmpty()) {
      return null;
    }
    String name = unknown.get(0);
    String meant = Suggestions.nearest(name, known);
    if (meant == null && known.contains(Template.REST) && MEANT_AS_REST.contains(name)) {
      meant = Template.REST;
    }
    if (meant != null) {
      return Suggestions.question("{" + meant + "}");
    }
    if (name.equals(Template.REST)) {
      return "it stands for what is below a path such as /orders/**";
    }
    return name.matches("[A-Za-z_][A-Za-z0-9_-]*") && !isVariable(name)
        ? "name a segment of the path so, as in `match: { path: \"/orders/{" + name + "}\" }`"
        : null;
  }

  private static boolean isVariable(String name) {
    return Template.names(Place.FIELD, PathPattern.ANY).contains(name);
  }
}
