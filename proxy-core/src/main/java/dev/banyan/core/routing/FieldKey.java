package dev.banyan.core.routing;

import dev.banyan.core.routing.FieldCondition.Test;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * A header, a query parameter or a cookie by its name. Immutable.
 *
 * @param name of a header in lower case
 */
record FieldKey(Kind kind, String name) {
  enum Kind {
    HEADER,
    QUERY,
    COOKIE
  }

  /** Visits what a route asks of fields, one condition after the other. */
  static void forEach(RouteMatch match, BiConsumer<FieldKey, Test> visitor) {
    forEach(Kind.HEADER, match.headers(), visitor);
    forEach(Kind.QUERY, match.query(), visitor);
    forEach(Kind.COOKIE, match.cookies(), visitor);
  }

  private static void forEach(
      Kind kind, List<FieldCondition> conditions, BiConsumer<FieldKey, Test> visitor) {
    for (FieldCondition condition : conditions) {
      boolean header = kind == Kind.HEADER;
      String name = header ? condition.name().toLowerCase(Locale.ROOT) : condition.name();
      visitor.accept(new FieldKey(kind, name), condition.test());
    }
  }

  /** What finds the value in a request. */
  ValueFinder finder() {
    return switch (kind) {
      case HEADER -> new HeaderFinder(name);
      case QUERY -> new QueryFinder(name);
      case COOKIE -> new CookieFinder(name);
    };
  }
}
