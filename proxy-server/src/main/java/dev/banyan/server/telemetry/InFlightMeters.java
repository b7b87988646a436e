package dev.banyan.server.telemetry;

import dev.banyan.core.resilience.InFlightLimit;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** How full the routes' {@code max-in-flight} are, asked for at a scrape. Shared-safe. */
public final class InFlightMeters {
  private final ConcurrentMap<String, Bounded> limits = new ConcurrentHashMap<>();

  InFlightMeters() {}

  /**
   * Shows a route's attempts at new from now on.
   *
   * @param max the bound of the table in force; 0 for none, which has no gauges
   */
  public void watch(String route, InFlightLimit limit, int max) {
    limits.put(route, new Bounded(limit, max));
  }

  /** Shows nothing more of a route: it is gone, or moves nothing. */
  public void forget(String route) {
    limits.remove(route);
  }

  /** Names the routes that have attempts at new at this moment. */
  void running(Consumer<String> told) {
    limits.forEach((route, bounded) -> {
      if (bounded.limit().running() > 0) {
        told.accept(route);
      }
    });
  }

  /** Adds what is known of one route. */
  void collect(String route, FamilyValues values) {
    Bounded bounded = limits.get(route);
    if (bounded != null && bounded.max() > 0) {
      values.gauge(Family.IN_FLIGHT, bounded.limit().running(), route);
      values.gauge(Family.IN_FLIGHT_MAX, bounded.max(), route);
    }
  }

  private record Bounded(InFlightLimit limit, int max) {}
}
