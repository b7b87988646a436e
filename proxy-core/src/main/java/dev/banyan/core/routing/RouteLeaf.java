package dev.banyan.core.routing;

import dev.banyan.core.http.RequestHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The routes for the same hosts and the same form of path, those with more conditions first.
 * Immutable.
 */
final class RouteLeaf {
  private static final Condition[] NONE = {};

  /** The first route if it asks no condition, else {@link RouteIndex#NO_MATCH}. */
  private final int unconditional;

  private final int[] routes;
  private final Condition[][] conditions;

  /** A leaf of the routes {@code numbers}, which are in order of addition, of {@code table}. */
  RouteLeaf(List<Integer> numbers, List<RouteMatch> table) {
    List<Integer> ranked = new ArrayList<>(numbers);
    ranked.sort(Comparator.comparingInt(route -> -table.get(route).conditions()));
    routes = ranked.stream().mapToInt(Integer::intValue).toArray();
    conditions =
        ranked.stream().map(route -> conditions(table.get(route))).toArray(Condition[][]::new);
    unconditional = conditions[0].length == 0 ? routes[0] : RouteIndex.NO_MATCH;
  }

  private static Condition[] conditions(RouteMatch match) {
    List<Condition> all = new ArrayList<>();
    if (!match.methods().isEmpty()) {
      all.add(new MethodCondition(match.methods()));
    }
    match.headers().forEach(header -> all.add(new HeaderCondition(header)));
    match.query().forEach(parameter -> all.add(new QueryCondition(parameter)));
    match.cookies().forEach(cookie -> all.add(new CookieCondition(cookie)));
    return all.toArray(NONE);
  }

  /** The number of the first route whose conditions hold, or {@link RouteIndex#NO_MATCH}. */
  int find(RequestHead head) {
    return unconditional == RouteIndex.NO_MATCH ? findConditional(head) : unconditional;
  }

  private int findConditional(RequestHead head) {
    for (int i = 0; i < routes.length; i++) {
      if (hold(conditions[i], head)) {
        return routes[i];
      }
    }
    return RouteIndex.NO_MATCH;
  }

  private static boolean hold(Condition[] all, RequestHead head) {
    for (Condition condition : all) {
      if (!condition.holds(head)) {
        return false;
      }
    }
    return true;
  }
}
