package dev.banyan.server.telemetry;

import dev.banyan.core.resilience.BreakerListener;
import dev.banyan.core.resilience.BreakerReading;
import dev.banyan.core.resilience.BreakerState;
import dev.banyan.core.resilience.RouteBreaker;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * What breakers are in, went through and judge by. States and windows are asked for at a scrape, so
 * that a call through a breaker costs nothing here. Shared-safe.
 */
public final class BreakerMeters implements BreakerListener {
  private static final BreakerState[] STATES = BreakerState.values();
  private static final String[] KINDS = {"reads", "writes"};

  private final ConcurrentMap<String, Watched> breakers = new ConcurrentHashMap<>();

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
    BreakerReading reading = watched.breaker().reading();
    values.gauge(Family.BREAKER_FAILED_ROUNDS, reading.failedRounds(), route);
    collect(reading.reads(), route, "reads", values);
    collect(reading.writes(), route, "writes", values);
  }

  private static void collect(
      BreakerReading.Window window, String route, String kind, FamilyValues values) {
    Family family = Family.BREAKER_CALLS;
    values.gauge(family, window.calls() - window.failed(), route, kind, "ok");
    values.gauge(family, window.failed(), route, kind, "failed");
    values.gauge(family, window.slow(), route, kind, "slow");
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
