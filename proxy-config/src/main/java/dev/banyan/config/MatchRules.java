package dev.banyan.config;

import dev.banyan.config.document.MatchDocument;
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
    List<Indexed> indexed = new ArrayList<>();
    for (RouteDocument route : routes) {
      MatchDocument written = route.match();
      RouteMatch match = written == null ? null : MatchCompiler.compile(written, problems);
      if (written != null && written.readable() && match != null) {
        index.add(match);
        indexed.add(new Indexed(route, written.section().head(), match));
      }
    }
    for (RouteClash clash : index.clashes()) {
      report(indexed.get(clash.route()), indexed.get(clash.other()), clash, problems);
    }
  }

  private static void report(Indexed route, Indexed other, RouteClash clash, Problems problems) {
    if (clash.route() == clash.other()) {
      problems.error(route.at, "match: no request can meet these conditions", null);
    } else if (route.match.equals(other.match)) {
      String message = "match: the same as that of " + other.where();
      problems.error(route.at, message, "remove one of the two routes");
    } else if (clash.kind() == RouteClash.Kind.EQUAL_RANK) {
      String message = "match: some requests are also those of " + other.where();
      String help = "neither is more specific; tell them apart by host, path or methods";
      problems.error(route.at, message, help);
    } else {
      String message = "match: never reached, all these requests are those of " + other.where();
      problems.error(route.at, message, "remove it, or make it more specific");
    }
  }

  private record Indexed(RouteDocument route, Span at, RouteMatch match) {
    String where() {
      String name = route.name() == null ? "a route" : "`" + route.name().value() + "`";
      return name + " in line " + route.section().head().line();
    }
  }
}
