package dev.banyan.config;

import dev.banyan.config.document.Located;
import dev.banyan.config.document.MatchDocument;
import dev.banyan.config.document.RouteDocument;
import dev.banyan.config.document.Span;
import dev.banyan.core.routing.HostPattern;
import dev.banyan.core.routing.RouteClash;
import dev.banyan.core.routing.RouteIndex;
import dev.banyan.core.routing.RouteMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks that every route can be reached, and that no two claim the same requests. Stateless. */
final class MatchRules {
  private static final String LESS_CROWDED =
      "tell them apart by exact values, of which there may be any number; of other conditions 256"
          + " routes at most, where a regex counts for 16 or more";

  private MatchRules() {}

  static void check(List<RouteDocument> routes, Problems problems) {
    RouteIndex.Builder index = RouteIndex.builder();
    List<Indexed> indexed = new ArrayList<>();
    for (RouteDocument route : routes) {
      MatchDocument written = route.match();
      List<RouteMatch> matches = written == null ? null : MatchCompiler.compile(written, problems);
      if (written != null && written.readable() && matches != null) {
        index.add(matches);
        indexed.add(new Indexed(route, written, matches));
      }
    }
    for (RouteClash clash : index.clashes()) {
      report(indexed.get(clash.route()), indexed.get(clash.other()), clash, problems);
    }
  }

  private static void report(Indexed route, Indexed other, RouteClash clash, Problems problems) {
    if (clash.route() == clash.other()) {
      problems.error(route.at(), "match: no request can meet these conditions", null);
    } else if (Set.copyOf(route.matches).equals(Set.copyOf(other.matches))) {
      String message = "match: the same as that of " + other.where();
      problems.error(route.at(), message, "remove one of the two routes");
    } else {
      switch (clash.kind()) {
        case EQUAL_RANK -> {
          String message = "match: some requests are also those of " + other.where();
          String help = "neither is more specific; tell them apart by host, path or methods";
          String head = route.asksForHead() != other.asksForHead() ? "; GET takes HEAD too" : "";
          problems.error(route.at(), message, help + head);
        }
        case NEVER_REACHED -> {
          String message =
              "match: never reached" + route.at(other) + ", all these requests are those of ";
          String help = "remove it, or make it more specific";
          problems.error(route.at(), message + other.where(), help);
        }
        case CROWDED -> {
          String message = "match: too many routes for this host and path, from ";
          problems.error(route.at(), message + other.where() + " on", LESS_CROWDED);
        }
      }
    }
  }

  private record Indexed(RouteDocument route, MatchDocument written, List<RouteMatch> matches) {
    Span at() {
      return written.section().head();
    }

    /** The host that both routes take, if this one takes others too. */
    String at(Indexed other) {
      List<HostPattern> hosts = other.matches.stream().map(RouteMatch::host).toList();
      return matches.stream()
          .map(RouteMatch::host)
          .filter(host -> matches.size() > 1 && hosts.contains(host))
          .findFirst()
          .map(host -> " at `" + host + "`")
          .orElse("");
    }

    boolean asksForHead() {
      List<String> methods = written.methods().stream().map(Located::value).toList();
      return methods.contains("HEAD") && !methods.contains("GET");
    }

    String where() {
      String name = route.name() == null ? "a route" : "`" + route.name().value() + "`";
      return name + " in line " + route.section().head().line();
    }
  }
}
