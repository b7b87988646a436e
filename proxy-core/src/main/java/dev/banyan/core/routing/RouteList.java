package dev.banyan.core.routing;

import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.FieldCondition.Regex;
import java.util.ArrayList;
import java.util.List;

/** Routes that are tried one after the other. */
final class RouteList implements LeafNode {
  private static final Condition[] NONE = {};

  private final int[] positions;
  private final Condition[][] conditions;
  private final int work;

  /**
   * A list.
   *
   * @param positions in ascending order
   * @param ranked the routes of the leaf by position
   */
  RouteList(List<Integer> positions, List<RouteMatch> ranked) {
    this.positions = positions.stream().mapToInt(Integer::intValue).toArray();
    this.conditions =
        positions.stream()
            .map(position -> conditions(ranked.get(position)))
            .toArray(Condition[][]::new);
    this.work = positions.stream().mapToInt(position -> work(ranked.get(position))).sum();
  }

  private static Condition[] conditions(RouteMatch match) {
    List<Condition> all = new ArrayList<>();
    if (!match.methods().isEmpty()) {
      all.add(new MethodCondition(match.methods()));
    }
    FieldKey.forEach(match, (key, test) -> all.add(new ValueCondition(key, test)));
    return all.toArray(NONE);
  }

  private static int work(RouteMatch match) {
    int[] work = {1};
    FieldKey.forEach(
        match, (key, test) -> work[0] += test instanceof Regex regex ? regex.work() : 0);
    return work[0];
  }

  @Override
  public int find(RequestHead head, int limit) {
    for (int i = 0; i < positions.length && positions[i] < limit; i++) {
      if (hold(conditions[i], head)) {
        return positions[i];
      }
    }
    return limit;
  }

  @Override
  public int work() {
    return work;
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
