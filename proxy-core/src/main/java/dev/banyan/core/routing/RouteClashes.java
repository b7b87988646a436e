package dev.banyan.core.routing;

import dev.banyan.core.routing.RouteClash.Kind;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds routes of one table that do not go together. Only routes with the same hosts and the same
 * form of path can clash: any other two differ in rank wherever both match. Confined to one thread.
 */
final class RouteClashes {
  /** After so many the rest is not looked for. */
  static final int MOST = 1_000;

  /** Of so many routes that no value tells apart each is compared with each. */
  private static final int MOST_COMPARED = 1_000;

  private final RouteEntries table;
  private final Collection<PathTrieBuilder> tries;
  private final Set<RouteClash> found = new LinkedHashSet<>();

  RouteClashes(RouteEntries table, Collection<PathTrieBuilder> tries) {
    this.table = table;
    this.tries = tries;
  }

  List<RouteClash> find() {
    for (int entry = 0; entry < table.matches().size(); entry++) {
      if (ConditionLogic.contradictsItself(table.match(entry))) {
        add(entry, entry, Kind.NEVER_REACHED);
      }
    }
    tries.forEach(trie -> trie.forEachShared(this::check));
    return found.stream()
        .sorted(Comparator.comparingInt(RouteClash::route).thenComparingInt(RouteClash::other))
        .toList();
  }

  private void check(List<Integer> routes) {
    if (new RouteLeaf(routes, table).isCrowded()) {
      add(routes.get(routes.size() - 1), routes.get(0), Kind.CROWDED);
    }
    compareAll(routes);
  }

  /** Compares each with each; two that ask for different values of one field never clash. */
  private void compareAll(List<Integer> routes) {
    Partition partition = Partition.of(routes, table.matches());
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

  /** Routes that clash at several hosts do so once. */
  private void add(int entry, int other, Kind kind) {
    found.add(new RouteClash(table.routes().get(entry), table.routes().get(other), kind));
  }

  private void compare(int earlier, int later) {
    int rank = table.match(earlier).conditions() - table.match(later).conditions();
    if (rank == 0) {
      if (ConditionLogic.mayOverlap(table.match(earlier), table.match(later))) {
        add(later, earlier, Kind.EQUAL_RANK);
      }
      return;
    }
    int better = rank > 0 ? earlier : later;
    int worse = rank > 0 ? later : earlier;
    if (ConditionLogic.covers(table.match(better), table.match(worse))) {
      add(worse, better, Kind.NEVER_REACHED);
    }
  }
}
