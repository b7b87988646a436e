package dev.banyan.core.routing;

import java.util.List;

/**
 * What the routes of a table take, one entry for each host of a route. Immutable.
 *
 * @param matches the entries
 * @param routes the number of each entry's route
 */
record RouteEntries(List<RouteMatch> matches, List<Integer> routes) {
  RouteEntries {
    matches = List.copyOf(matches);
    routes = List.copyOf(routes);
  }

  /** What the entry of this index takes. */
  RouteMatch match(int entry) {
    return matches.get(entry);
  }
}
