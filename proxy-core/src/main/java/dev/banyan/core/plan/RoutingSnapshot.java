package dev.banyan.core.plan;

import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.backend.BackendSpec;
import dev.banyan.core.forward.ForwardingSpec;
import dev.banyan.core.routing.RouteIndex;
import java.util.List;
import java.util.Map;

/**
 * A whole route table, compiled: everything that must agree is in one object that is replaced
 * whole. Immutable.
 *
 * @param routes the routes in the order of the table; the last one is the catch-all that the
 *     top-level {@code legacy} stands for
 * @param index finds the number of a request's route in {@code routes}
 * @param backends the backends by name
 * @param forwarding who is believed on the client, and by what name this proxy goes
 * @param errors what tells clients of errors
 */
public record RoutingSnapshot(
    List<RoutePolicy> routes,
    RouteIndex index,
    Map<String, BackendSpec> backends,
    ForwardingSpec forwarding,
    ErrorPages errors) {

  /** Copies the collections. */
  public RoutingSnapshot {
    routes = List.copyOf(routes);
    backends = Map.copyOf(backends);
  }

  /** The number of the route that takes what no written route matches. */
  public int catchAll() {
    return routes.size() - 1;
  }
}
