package dev.banyan.core.routing;

import dev.banyan.core.http.RequestHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The routes for the same hosts and the same form of path, those with more conditions first.
 * Immutable.
 */
final class RouteLeaf {
  /**
   * The most {@linkplain LeafNode#work work} that a table may make of a look-up. It bounds how long
   * a request with a long value holds its event loop.
   */
  static final int MOST_WORK = 256;

  private static final int MOST_SWITCHES = 32;

  /** The first route if it asks no condition, else {@link RouteIndex#NO_MATCH}. */
  private final int unconditional;

  private final int[] routes;
  private final LeafNode root;

  /** The entries of the table by their positions, for explanations. */
  private final int[] ranked;

  /** A leaf of some entries of a table, which are in order of addition. */
  RouteLeaf(List<Integer> entries, RouteEntries table) {
    List<Integer> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingInt(entry -> -table.match(entry).conditions()));
    List<RouteMatch> matches = sorted.stream().map(table::match).toList();
    List<Integer> positions = new ArrayList<>();
    for (int position = 0; position < matches.size(); position++) {
      positions.add(position);
    }
    routes = sorted.stream().mapToInt(table.routes()::get).toArray();
    ranked = sorted.stream().mapToInt(Integer::intValue).toArray();
    root = node(positions, matches, MOST_SWITCHES);
    unconditional = matches.get(0).conditions() == 0 ? routes[0] : RouteIndex.NO_MATCH;
  }

  private static LeafNode node(List<Integer> positions, List<RouteMatch> ranked, int switches) {
    Partition partition = switches == 0 ? null : Partition.of(positions, ranked);
    if (partition == null) {
      return new RouteList(positions, ranked);
    }
    Map<String, LeafNode> byValue = new LinkedHashMap<>();
    partition
        .groups()
        .forEach((value, group) -> byValue.put(value, node(group, ranked, switches - 1)));
    List<Integer> rest = partition.rest();
    LeafNode others = rest.isEmpty() ? null : node(rest, ranked, switches - 1);
    return new ValueSwitch(partition.key(), byValue, others);
  }

  /** The entries of the table in the order in which they are tried; not to be changed. */
  int[] ranked() {
    return ranked;
  }

  /** The number of the first route whose conditions hold, or {@link RouteIndex#NO_MATCH}. */
  int find(RequestHead head) {
    if (unconditional != RouteIndex.NO_MATCH) {
      return unconditional;
    }
    int position = root.find(head, routes.length);
    return position == routes.length ? RouteIndex.NO_MATCH : routes[position];
  }

  /** Whether a look-up may be more work than a table may make of it. */
  boolean isCrowded() {
    return unconditional == RouteIndex.NO_MATCH && root.work() > MOST_WORK;
  }
}
