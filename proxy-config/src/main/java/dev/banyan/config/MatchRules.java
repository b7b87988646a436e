package dev.banyan.config;

import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.Span;
import dev.banyan.core.routing.RouteClash;
import dev.banyan.core.routing.RouteIndex;
import dev.banyan.core.routing.RouteMatch;
import java.util.ArrayList;
import java.util.List;

/** Checks that every route can be reached, and that no two claim the same requests. Stateless. */
final class MatchRules {
  private MatchRules() {}

  static void check(List<RouteDocument> routes, Problems problems) {
    RouteIndex.Builder index = RouteIndex.builder();
    List<RouteDocument> indexed = new ArrayList<>();
    for (RouteDocument route : routes) {
      RouteMatch match =
          route.match() == null ? null : MatchCompiler.compile(route.match(), problems);
      if (match != null) {
        index.add(match);
        indexed.add(route);
      }
    }
    for (RouteClash clash : index.clashes()) {
      report(indexed.get(clash.route()), indexed.get(clash.other()), clash, problems);
    }
  }

  private static void report(
      RouteDocument route, RouteDocument other, RouteClash clash, Problems problems) {
    Span at = route.match() == null ? route.section().head() : route.match().section().head();
    if (clash.route() == clash.other()) {
      problems.error(at, "no request can meet these conditions", null);
      return;
    }
    String where = "`" + name(other) + "` in line " + other.section().head().line();
    if (clash.kind() == RouteClash.Kind.EQUAL_RANK) {
      String message = "takes requests that " + where + " takes too, and neither is more specific";
      problems.error(at, message, "tell them apart by host, path, methods or conditions");
    } else {
      String message = "never reached: " + where + " takes all these requests";
      problems.error(at, message, "remove one of the two, or make this one more specific");
    }
  }

  private static String name(RouteDocument route) {
    return route.name() == null ? "the route" : route.name().value();
  }
}
