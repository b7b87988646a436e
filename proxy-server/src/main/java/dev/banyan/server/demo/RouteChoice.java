package dev.banyan.server.demo;

import dev.banyan.core.plan.RoutePolicy;
import java.util.List;

/** The route whose share the keys change. Confined to one thread. */
final class RouteChoice {
  private int number;

  /** Chooses the next route that moves, upwards or downwards, round the table. */
  void move(List<RoutePolicy> routes, boolean up) {
    for (int tries = 0; tries < routes.size(); tries++) {
      number = Math.floorMod(number + (up ? -1 : 1), routes.size());
      if (routes.get(number).newBackend() != null) {
        return;
      }
    }
  }

  /** The number of the chosen route in a table, which may have got shorter. */
  int number(List<RoutePolicy> routes) {
    return Math.min(number, routes.size() - 1);
  }
}
