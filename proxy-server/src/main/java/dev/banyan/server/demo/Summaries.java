package dev.banyan.server.demo;

import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.server.demo.load.Scorebook;
import dev.banyan.server.demo.view.Summary;
import dev.banyan.server.demo.view.Summary.RouteSum;
import java.time.Duration;

/** Puts the summary of a showing together. Stateless. */
final class Summaries {
  private Summaries() {}

  /** The summary of all that was counted. */
  static Summary of(
      Duration length,
      RoutingSnapshot routing,
      Scorebook book,
      BreakerWatch breakers,
      double lateness) {
    return new Summary(
        length,
        routing.routes().stream().map(route -> route(route, book, breakers)).toList(),
        book.phases(),
        book.total(),
        lateness);
  }

  private static RouteSum route(RoutePolicy route, Scorebook book, BreakerWatch breakers) {
    BreakerWatch.Counts counts = breakers.counts(route.name());
    return new RouteSum(
        route.name(),
        book.route(route.name()),
        counts.openings(),
        counts.closings(),
        counts.fastest());
  }
}
