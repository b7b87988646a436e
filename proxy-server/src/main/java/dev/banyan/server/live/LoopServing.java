package dev.banyan.server.live;

import dev.banyan.core.plan.RoutingSnapshot;
import java.util.List;

/**
 * A route table as one event loop serves it. Confined to the loop.
 *
 * @param snapshot the table
 * @param routes its routes, by their number
 */
public record LoopServing(RoutingSnapshot snapshot, List<LoopRoute> routes) {
  /** Copies the list. */
  public LoopServing {
    routes = List.copyOf(routes);
  }

  /** A route by its number. */
  public LoopRoute route(int number) {
    return routes.get(number);
  }
}
