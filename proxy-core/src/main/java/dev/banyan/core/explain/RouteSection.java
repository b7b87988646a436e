package dev.banyan.core.explain;

import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.routing.HostPattern;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.routing.PathPattern.Literal;
import dev.banyan.core.routing.PathPattern.Segment;
import dev.banyan.core.routing.RouteTrace;
import dev.banyan.core.routing.RouteTrace.Candidate;
import dev.banyan.core.routing.RouteTrace.Failed;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says which route takes a request, and why no other. Stateless. */
final class RouteSection {
  private RouteSection() {}

  static Section of(Inquiry inquiry, RouteTrace trace) {
    Section.Builder section = new Section.Builder("route");
    ExplainedTable table = inquiry.table();
    Candidate found = trace.found();
    if (found == null) {
      boolean none = trace.failed().isEmpty();
      String text = none ? "no route takes this host and path" : "no route takes this request";
      section.say(inquiry.policy().name(), text, place(table, inquiry.plan().route()));
    } else {
      section.say(name(table, found), MatchWords.of(found.match()), place(table, found.route()));
      before(section, table, found, trace.next());
    }
    failed(section, table, trace, found);
    return section.build();
  }

  /** Where a route begins; for what no route takes, where the table names legacy. */
  static Place place(ExplainedTable table, int route) {
    return route == table.routing().catchAll()
        ? table.places().ofTable(TableKey.TABLE_LEGACY, 0)
        : table.places().ofRoute(route, TableKey.ROUTE, 0);
  }

  private static String name(ExplainedTable table, Candidate candidate) {
    RoutePolicy policy = table.routing().routes().get(candidate.route());
    return policy.name();
  }

  private static void before(
      Section.Builder section, ExplainedTable table, Candidate found, @Nullable Candidate next) {
    if (next == null) {
      int rest = table.routing().catchAll();
      String text = "no other route takes the request; without this one legacy would";
      section.say("next best", text, place(table, rest));
      return;
    }
    String name = name(table, next);
    HostPattern host = next.match().host();
    if (!found.match().host().equals(host)) {
      String text = name + ": host " + host + " is less specific than " + found.match().host();
      section.say("next best", text, at(table, next, TableKey.HOST));
    } else if (!sameForm(found.match().path(), next.match().path())) {
      String text =
          name + ": path " + next.match().path() + " is less specific than " + found.match().path();
      section.say("next best", text, at(table, next, TableKey.PATH));
    } else {
      String text =
          name + ": same host and path, but " + conditions(next) + ", not " + number(found);
      section.say("next best", text, at(table, next, TableKey.ROUTE));
    }
  }

  private static String conditions(Candidate candidate) {
    return Words.count(candidate.match().conditions(), "condition");
  }

  private static int number(Candidate candidate) {
    return candidate.match().conditions();
  }

  private static boolean sameForm(PathPattern a, PathPattern b) {
    if (a.open() != b.open() || a.segments().size() != b.segments().size()) {
      return false;
    }
    for (int i = 0; i < a.segments().size(); i++) {
      Segment x = a.segments().get(i);
      Segment y = b.segments().get(i);
      boolean literal = x instanceof Literal || y instanceof Literal;
      if (literal && !x.equals(y)) {
        return false;
      }
    }
    return true;
  }

  /** The routes that rank higher and do not take the request, the nearest last. */
  private static void failed(
      Section.Builder section, ExplainedTable table, RouteTrace trace, @Nullable Candidate found) {
    List<Candidate> failed = trace.failed();
    if (trace.failedBefore() > 0) {
      String more = Words.count(trace.failedBefore(), "more route");
      section.say("not", more + " of this host and path, whose conditions fail too", null);
    }
    String rank = found == null ? "" : "ranks higher, but ";
    for (Candidate candidate : failed) {
      Failed failure = Objects.requireNonNull(candidate.failed());
      String text =
          name(table, candidate) + ": " + rank + MatchWords.of(candidate.match(), failure);
      section.say("not", text, at(table, candidate, key(failure), failure.number()));
    }
  }

  private static TableKey key(Failed failure) {
    return switch (failure.subject()) {
      case METHOD -> TableKey.METHODS;
      case HEADER -> TableKey.MATCH_HEADER;
      case QUERY -> TableKey.MATCH_QUERY;
      case COOKIE -> TableKey.MATCH_COOKIE;
    };
  }

  /** The place of a key of a route, or the route's own where it is not written. */
  private static Place at(ExplainedTable table, Candidate candidate, TableKey key) {
    return at(table, candidate, key, 0);
  }

  private static Place at(ExplainedTable table, Candidate candidate, TableKey key, int number) {
    Place own = table.places().ofRoute(candidate.route(), key, number);
    return own.isDefault() ? place(table, candidate.route()) : own;
  }

  /** Where the readings of the path disagree, there is no route. */
  static String doubt(RouteTrace.Doubt doubt) {
    return switch (doubt) {
      case ROUTES -> "servers that read the path in another way find another route";
      case CLIMBS -> "the path climbs by .. and is ambiguous besides; servers read it in many ways";
      case MIXES -> "the path has both ; and \\; servers read it in many ways";
      case NONE -> throw new IllegalArgumentException("doubt: none (expected: a reason)");
    };
  }
}
