package dev.banyan.server.telemetry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Which routes have meters: those of the current table that had a request, up to a bound. All
 * others share one set of meters. Shared-safe; event loops ask at a route's first request only.
 */
final class RouteDirectory {
  /** The label of the routes that share meters. */
  static final String OTHER = "other";

  /** The label of requests that were refused before a route was found. */
  static final String NONE = "none";

  private final int max;
  private final AtomicInteger places;
  private final ConcurrentHashMap<String, RouteMeters> byName = new ConcurrentHashMap<>();
  private final RouteMeters other = new RouteMeters(OTHER);
  private final RouteMeters none = new RouteMeters(NONE);
  private volatile @Nullable Set<String> served;
  private volatile int version;

  /** A directory of at most {@code max} routes. */
  RouteDirectory(int max) {
    if (max < 0) {
      throw new IllegalArgumentException("metrics.routes: " + max + " (expected: 0 or more)");
    }
    this.max = max;
    this.places = new AtomicInteger(max);
  }

  /** The meters of a route, made now if it has none and may have some. */
  RouteMeters of(String route) {
    RouteMeters known = find(route);
    if (known != null) {
      return known;
    }
    if (!isServed(route) || !takePlace()) {
      return other;
    }
    RouteMeters made = new RouteMeters(route);
    RouteMeters earlier = byName.putIfAbsent(route, made);
    if (earlier != null) {
      places.incrementAndGet();
      return earlier;
    }
    if (!isServed(route)) {
      remove(route);
    }
    return made;
  }

  /** The meters that a label stands for; null if there are none. */
  @Nullable RouteMeters find(String route) {
    if (route.equals(OTHER)) {
      return other;
    }
    return route.equals(NONE) ? none : byName.get(route);
  }

  /** The meters of the routes that have none of their own. */
  RouteMeters other() {
    return other;
  }

  /** Whether a route has meters that it shares with no other. */
  boolean hasOwn(String route) {
    return byName.containsKey(route);
  }

  /** The meters of requests without a route. */
  RouteMeters none() {
    return none;
  }

  /** Grows with each {@link #serve}: whoever kept meters then asks anew. */
  int version() {
    return version;
  }

  /** Forgets the meters of all routes but these, which are the only ones to get meters. */
  synchronized void serve(Collection<String> routes) {
    Set<String> names = Set.copyOf(routes);
    served = names;
    for (String known : byName.keySet()) {
      if (!names.contains(known)) {
        remove(known);
      }
    }
    version = version + 1;
  }

  /** All meters that have counted something, in no particular order. */
  List<RouteMeters> all() {
    List<RouteMeters> all = new ArrayList<>(byName.values());
    for (RouteMeters shared : List.of(other, none)) {
      if (shared.exchanges() > 0) {
        all.add(shared);
      }
    }
    return all;
  }

  /** How many routes have meters of their own. */
  int size() {
    return max - places.get();
  }

  /** The most routes that may have meters of their own. */
  int max() {
    return max;
  }

  private boolean isServed(String route) {
    Set<String> names = served;
    return names == null || names.contains(route);
  }

  private boolean takePlace() {
    return places.getAndUpdate(left -> left > 0 ? left - 1 : 0) > 0;
  }

  private void remove(String route) {
    if (byName.remove(route) != null) {
      places.incrementAndGet();
    }
  }
}
