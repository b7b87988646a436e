package dev.banyan.server.telemetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The traffic of all routes in the last 10 seconds, by attempt: from what their meters grew by
 * between its ticks, one a second. Shared-safe; event loops never touch it.
 */
public final class TrafficWindow {
  /** How many ticks the window spans. */
  static final int TICKS = 10;

  private final RouteDirectory directory;
  private final Map<RouteMeters, RouteWindow> windows = new HashMap<>();
  private final RouteReading reading = new RouteReading();
  private final PlacedCounts grown = new PlacedCounts();
  private final PlacedCounts now = new PlacedCounts();
  private final long[] tickNanos = new long[TICKS];
  private long beganNanos;
  private long ticks;

  TrafficWindow(RouteDirectory directory, long nowNanos) {
    this.directory = directory;
    this.beganNanos = nowNanos;
  }

  /** Moves the window to now. */
  synchronized void tick(long nowNanos) {
    int slot = (int) (ticks % TICKS);
    if (ticks >= TICKS) {
      beganNanos = tickNanos[slot];
    }
    tickNanos[slot] = nowNanos;
    ticks++;
    Set<RouteMeters> current = new HashSet<>(directory.all());
    windows.keySet().retainAll(current);
    for (RouteMeters meters : current) {
      long exchanges = meters.exchanges();
      RouteWindow route = windows.computeIfAbsent(meters, any -> new RouteWindow());
      if (route.isIdle(exchanges)) {
        route.rest(slot);
      } else {
        meters.read(reading);
        now.takeFrom(reading);
        route.grow(now, grown, exchanges, slot);
      }
    }
  }

  /** The traffic of each route that had some, in no particular order. */
  public synchronized List<RouteTraffic> routes() {
    List<RouteTraffic> all = new ArrayList<>();
    double seconds = seconds();
    for (Map.Entry<RouteMeters, RouteWindow> entry : windows.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        reading.clear();
        entry.getValue().addTo(reading);
        all.add(TrafficReading.of(entry.getKey().name(), reading, seconds));
      }
    }
    return all;
  }

  /** How long a time the window spans, in seconds. */
  private double seconds() {
    if (ticks == 0) {
      return 0;
    }
    return (tickNanos[(int) ((ticks - 1) % TICKS)] - beganNanos) / 1e9;
  }
}
