package dev.banyan.server.telemetry;

import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.split.Split;
import java.util.List;

/** What share of each route new is to have, beside the share that it had of late. Shared-safe. */
final class Shares {
  private final RouteDirectory directory;
  private final TrafficWindow window;
  private volatile List<RoutePolicy> policies = List.of();

  Shares(RouteDirectory directory, TrafficWindow window) {
    this.directory = directory;
    this.window = window;
  }

  /** Takes the shares of a table. */
  void serve(List<RoutePolicy> routes) {
    policies = List.copyOf(routes);
  }

  /** The share of new that a policy wants, from 0 to 1. */
  static double wanted(RoutePolicy policy, boolean reads) {
    if (policy.kill() || policy.newBackend() == null) {
      return 0;
    }
    return policy.split().share(reads) / (double) Split.BUCKETS;
  }

  /** Adds the gauges of all routes of the table that have meters. */
  void collect(FamilyValues values) {
    for (RoutePolicy policy : policies) {
      String route = policy.name();
      if (directory.hasOwn(route)) {
        values.gauge(Family.SHARE_WANTED, wanted(policy, true), route, "reads");
        values.gauge(Family.SHARE_WANTED, wanted(policy, false), route, "writes");
      }
    }
    for (RouteTraffic traffic : window.routes()) {
      observed(traffic.route(), "reads", traffic.reads(), values);
      observed(traffic.route(), "writes", traffic.writes(), values);
    }
  }

  private static void observed(
      String route, String kind, RouteTraffic.Planned planned, FamilyValues values) {
    if (planned.total() > 0) {
      values.gauge(Family.SHARE_OBSERVED, planned.shareOfNew(), route, kind);
    }
  }
}
