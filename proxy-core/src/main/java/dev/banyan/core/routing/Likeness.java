package dev.banyan.core.routing;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which routes of a table make the same of a request, so that it is all one which of them takes it.
 * Immutable.
 */
public final class Likeness {
  /** No route is like another. */
  public static final Likeness NONE = new Likeness(new int[0], new BitSet());

  /** The kind of a route that makes something else of each reading of a path. */
  static final int OF_ITS_OWN = -1;

  private final int[] kinds;
  private final BitSet readers;

  private Likeness(int[] kinds, BitSet readers) {
    this.kinds = kinds;
    this.readers = readers;
  }

  /**
   * Finds the routes that are alike.
   *
   * @param doings what each route does, in the order of the table, and last what is done where none
   *     matches; routes are alike if these are equal
   * @param readsPath whether what is done depends on how a path is read
   */
  public static <T> Likeness of(List<T> doings, Predicate<? super T> readsPath) {
    Map<T, Integer> first = new HashMap<>();
    int[] kinds = new int[doings.size()];
    BitSet readers = new BitSet();
    for (int route = 0; route < kinds.length; route++) {
      T doing = doings.get(route);
      Integer earlier = first.putIfAbsent(doing, route);
      kinds[route] = earlier == null ? route : earlier;
      readers.set(route, readsPath.test(doing));
    }
    return new Likeness(kinds, readers);
  }

  /** Whether two routes, or {@link RouteIndex#NO_MATCH}, are alike. */
  boolean alike(int route, int other) {
    return route == other || (kinds.length > 0 && kinds[at(route)] == kinds[at(other)]);
  }

  /**
   * What a route, or {@link RouteIndex#NO_MATCH}, has in common with those that are like it and do
   * the same whatever is read into the path; else {@link #OF_ITS_OWN}.
   */
  int kind(int route) {
    return kinds.length == 0 || readers.get(at(route)) ? OF_ITS_OWN : kinds[at(route)];
  }

  private int at(int route) {
    return route == RouteIndex.NO_MATCH ? kinds.length - 1 : route;
  }
}
