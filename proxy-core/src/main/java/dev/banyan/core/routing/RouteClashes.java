package dev.banyan.core.routing;

import dev.banyan.core.routing.RouteClash.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Finds routes of one table that do not go together. Only routes with the same hosts and the same
 * form of path can clash: any other two differ in rank wherever both match. Confined to one thread.
 */
final class RouteClashes {
  /** After so many the rest is not looked for. */
  static final int MOST = 1_000;

  /** Of so many routes that no value tells apart each is compared with each. */
  private static final int MOST_COMPARED = 1_000;

  private final List<RouteMatch> table;
  private final Collection<PathTrieBuilder> tries;
  private final List<RouteClash> found = new ArrayList<>();

  RouteClashes(List<RouteMatch> table, Collection<PathTrieBuilder> tries) {
    this.table = table;
    this.tries = tries;
  }

  List<RouteClash> find() {
    for (int route = 0; route < table.size(); route++) {
      if (ConditionLogic.contradictsItself(table.get(route))) {
        found.add(new RouteClash(route, route, Kind.NEVER_REACHED));
      }
    }
    tries.forEach(trie -> trie.forEachShared(this::check));
    found.sort(Comparator.comparingInt(RouteClash::route).thenComparingInt(RouteClash::other));
    return List.copyOf(found);
  }

  private void check(List<Integer> routes) {
    if (new RouteLeaf(routes, table).isCrowded()) {
      int last = routes.get(routes.size() - 1);
      found.add(new RouteClash(last, routes.get(0), Kind.CROWDED));
    }
    compareAll(routes);
  }

  /** Compares each with each; two that ask for different values of one field never clash. */
  private void compareAll(List<Integer> routes) {
    Partition partition = Partition.of(routes, table);
    if (partition == null) {
      int count = Math.min(routes.size(), MOST_COMPARED);
      for (int later = 1; later < count; later++) {
        compareWith(routes.get(later), routes.subList(0, later));
      }
      return;
    }
    compareAll(partition.rest());
    for (List<Integer> group : partition.groups().values()) {
      compareAll(group);
      group.forEach(route -> compareWith(route, partition.rest()));
    }
  }

  private void compareWith(int route, List<Integer> others) {
    for (int i = 0; i < others.size() && found.size() < MOST; i++) {
      int other = others.get(i);
      compare(Math.min(route, other), Math.max(route, other));
    }
  }

  private void compare(int earlier, int later) {
    int rank = table.get(earlier).conditions() - table.get(later).conditions();
    if (rank == 0) {
      if (ConditionLogic.mayOverlap(table.get(earlier), table.get(later))) {
        found.add(new RouteClash(later, earlier, Kind.EQUAL_RANK));
      }
      return;
    }
    int better = rank > 0 ? earlier : later;
    int worse = rank > 0 ? later : earlier;
    if (ConditionLogic.covers(table.get(better), table.get(worse))) {
      found.add(new RouteClash(worse, better, Kind.NEVER_REACHED));
    }
  }
}
