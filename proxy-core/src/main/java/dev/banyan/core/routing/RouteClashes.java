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
    tries.forEach(trie -> trie.forEachShared(this::compareAll));
    found.sort(Comparator.comparingInt(RouteClash::route).thenComparingInt(RouteClash::other));
    return List.copyOf(found);
  }

  private void compareAll(List<Integer> routes) {
    for (int later = 1; later < routes.size(); later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        compare(routes.get(earlier), routes.get(later));
      }
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
