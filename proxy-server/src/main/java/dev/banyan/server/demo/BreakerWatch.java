package dev.banyan.server.demo;

import dev.banyan.core.resilience.BreakerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Notes when breakers open and close, from their states as they are asked for. One thread only. */
final class BreakerWatch {
  private final Map<String, BreakerState> last = new TreeMap<>();
  private final Map<String, Counts> counts = new TreeMap<>();
  private long brokenNanos = Long.MIN_VALUE;

  /**
   * A breaker that went into another state. Immutable.
   *
   * @param sinceBroken how long new had been broken when a closed breaker opened; null if it was
   *     not broken, or if this is another change
   */
  record Change(String route, BreakerState from, BreakerState to, @Nullable Duration sinceBroken) {}

  /**
   * What a route's breaker went through. Immutable.
   *
   * @param fastest the time from the last fault to an opening, the shortest seen; null if none
   */
  record Counts(int openings, int closings, @Nullable Duration fastest) {
    private static final Counts NONE = new Counts(0, 0, null);

    private Counts with(Change change) {
      return switch (change.to()) {
        case OPEN -> new Counts(openings + 1, closings, shorter(fastest, change.sinceBroken));
        case CLOSED -> new Counts(openings, closings + 1, fastest);
        case HALF_OPEN -> this;
      };
    }

    private static @Nullable Duration shorter(@Nullable Duration a, @Nullable Duration b) {
      if (a == null || b == null) {
        return a == null ? b : a;
      }
      return a.compareTo(b) < 0 ? a : b;
    }
  }

  /** Notes that new is broken from now on, or mended. */
  void changed(boolean broken, long nowNanos) {
    brokenNanos = broken ? nowNanos : Long.MIN_VALUE;
  }

  /** Compares the states with the last ones and tells what changed. */
  List<Change> update(Map<String, BreakerState> states, long nowNanos) {
    List<Change> changes = new ArrayList<>();
    new TreeMap<>(states)
        .forEach((route, state) -> {
          BreakerState before = last.put(route, state);
          BreakerState from = before == null ? BreakerState.CLOSED : before;
          if (state != from) {
            boolean timed = from == BreakerState.CLOSED && brokenNanos != Long.MIN_VALUE;
            Duration since = timed ? Duration.ofNanos(nowNanos - brokenNanos) : null;
            Change change = new Change(route, from, state, since);
            counts.put(route, counts(route).with(change));
            changes.add(change);
          }
        });
    last.keySet().retainAll(states.keySet());
    return changes;
  }

  /** What a route's breaker went through so far. */
  Counts counts(String route) {
    return counts.getOrDefault(route, Counts.NONE);
  }

  /** The last state of a route's breaker; null if it has none. */
  @Nullable BreakerState state(String route) {
    return last.get(route);
  }
}
