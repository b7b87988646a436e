package dev.banyan.server.telemetry;

import dev.banyan.core.resilience.BreakerListener;
import dev.banyan.core.resilience.BreakerState;
import dev.banyan.core.resilience.RouteBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * What breakers are in, went through and judge by. States and windows are asked for at a scrape, so
 * that a call through a breaker costs nothing here. Shared-safe.
 */
public final class BreakerMeters implements BreakerListener {
  private static final BreakerState[] STATES = BreakerState.values();
  private static final String[] KINDS = {"reads", "writes"};

  private final ConcurrentMap<String, Watched> breakers = new ConcurrentHashMap<>();
  private volatile @Nullable CircuitBreakerRegistry windows;

  BreakerMeters() {}

  /** Shows a route's breaker from now on, in the place of an earlier one of that route. */
  public void watch(RouteBreaker breaker) {
    breakers.compute(
        breaker.name(),
        (route, earlier) ->
            new Watched(breaker, earlier == null ? noChanges() : earlier.changes()));
  }

  /** Shows nothing more of the breaker of a route. */
  public void forget(String route) {
    breakers.remove(route);
  }

  /** Names the registry in which the breakers' windows are. */
  public void bind(CircuitBreakerRegistry registry) {
    windows = registry;
  }

  @Override
  public void changed(String breaker, BreakerState from, BreakerState to, boolean reads) {
    Watched watched = breakers.get(breaker);
    if (watched != null) {
      watched.changes().incrementAndGet(cell(to, reads));
    }
  }

  /** Adds what is known of one route's breaker. */
  void collect(String route, FamilyValues values) {
    Watched watched = breakers.get(route);
    if (watched == null) {
      return;
    }
    BreakerState now = watched.breaker().state();
    for (BreakerState state : STATES) {
      values.gauge(Family.BREAKER_STATE, state == now ? 1 : 0, route, state.label());
      for (String kind : KINDS) {
        int count = watched.changes().get(cell(state, kind.equals("reads")));
        values.countSome(Family.BREAKER_TRANSITIONS, count, route, kind, state.label());
      }
    }
    collectWindows(route, values);
  }

  private void collectWindows(String route, FamilyValues values) {
    CircuitBreakerRegistry registry = windows;
    if (registry == null) {
      return;
    }
    for (String kind : KINDS) {
      registry.find(route + "." + kind).ifPresent(window -> collect(window, route, kind, values));
    }
  }

  private static void collect(
      CircuitBreaker window, String route, String kind, FamilyValues values) {
    CircuitBreaker.Metrics calls = window.getMetrics();
    Family family = Family.BREAKER_CALLS;
    values.gauge(family, calls.getNumberOfSuccessfulCalls(), route, kind, "ok");
    values.gauge(family, calls.getNumberOfFailedCalls(), route, kind, "failed");
    values.gauge(family, calls.getNumberOfSlowCalls(), route, kind, "slow");
  }

  private static AtomicIntegerArray noChanges() {
    return new AtomicIntegerArray(STATES.length * KINDS.length);
  }

  private static int cell(BreakerState to, boolean reads) {
    return to.ordinal() * KINDS.length + (reads ? 0 : 1);
  }

  /** A breaker and how often it changed, which a later one of its route takes over. */
  private record Watched(RouteBreaker breaker, AtomicIntegerArray changes) {}
}
