package dev.banyan.server.telemetry;

import dev.banyan.core.resilience.BoundedCount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
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
  private final Function<String, RouteMeters> maker;
  private final BoundedCount places = new BoundedCount();
  private final ConcurrentHashMap<String, RouteMeters> byName = new ConcurrentHashMap<>();
  private final RouteMeters other = new RouteMeters(OTHER);
  private final RouteMeters none = new RouteMeters(NONE);
  private final AtomicInteger version = new AtomicInteger();
  private final ExemplarDemand exemplars = new ExemplarDemand();
  private volatile @Nullable Set<String> served;

  /** A directory of at most {@code max} routes. */
  RouteDirectory(int max) {
    this(max, RouteMeters::new);
  }

  /** The same with meters that {@code maker} makes. */
  RouteDirectory(int max, Function<String, RouteMeters> maker) {
    if (max < 0) {
      throw new IllegalArgumentException("metrics.routes: " + max + " (expected: 0 or more)");
    }
    this.max = max;
    this.maker = maker;
  }

  /**
   * The meters of a route, made now if it has none and may have some. Loops that ask for the same
   * route at once take one place between them: a place that is taken for nothing, be it for a
   * moment, would send a loop to the shared meters that has a right to the route's own.
   */
  RouteMeters of(String route) {
    RouteMeters known = find(route);
    if (known != null) {
      return known;
    }
    RouteMeters made = byName.computeIfAbsent(route, this::make);
    if (made != null && !isServed(route)) {
      leave(route);
      version.incrementAndGet();
    }
    return made == null ? other : made;
  }

  private @Nullable RouteMeters make(String route) {
    return isServed(route) && places.tryTake(1, max) ? maker.apply(route) : null;
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

  /** Whether exchanges are to be kept by name. */
  ExemplarDemand exemplars() {
    return exemplars;
  }

  /** Grows whenever places may have become free: whoever kept meters then asks anew. */
  int version() {
    return version.get();
  }

  /** Forgets the meters of all routes but these, which are the only ones to get meters. */
  synchronized void serve(Collection<String> routes) {
    Set<String> names = Set.copyOf(routes);
    served = names;
    byName.keySet().forEach(this::leave);
    version.incrementAndGet();
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
    return (int) places.taken();
  }

  /** The most routes that may have meters of their own. */
  int max() {
    return max;
  }

  private boolean isServed(String route) {
    Set<String> names = served;
    return names == null || names.contains(route);
  }

  /** Takes a route's meters away and frees its place, unless the table has it. */
  private void leave(String route) {
    byName.computeIfPresent(
        route,
        (name, meters) -> {
          if (isServed(name)) {
            return meters;
          }
          places.giveBack(1);
          return null;
        });
  }
}
