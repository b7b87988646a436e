package dev.banyan.server.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The meters of one route: a tally of each event loop that has served it. Shared-safe. */
final class RouteMeters {
  private final String name;
  private final AtomicReference<RouteTally[]> tallies = new AtomicReference<>(new RouteTally[0]);
  private final NamedSamples named = new NamedSamples();

  RouteMeters(String name) {
    this.name = name;
  }

  /** The route's name, as a label. */
  String name() {
    return name;
  }

  /** A tally for an event loop that had none yet. */
  RouteTally join() {
    RouteTally tally = new RouteTally();
    tallies.updateAndGet(before -> {
      RouteTally[] after = java.util.Arrays.copyOf(before, before.length + 1);
      after[before.length] = tally;
      return after;
    });
    return tally;
  }

  /** How many exchanges all loops have counted. */
  long exchanges() {
    long sum = 0;
    for (RouteTally tally : tallies.get()) {
      sum += tally.exchanges();
    }
    return sum;
  }

  /** The exchanges that loops have kept at a place of {@link LatencySamples}. */
  List<LatencySample> samples(int slot) {
    List<LatencySample> found = new ArrayList<>();
    for (RouteTally tally : tallies.get()) {
      LatencySamples kept = tally.samples();
      LatencySample sample = kept == null ? null : kept.at(slot);
      if (sample != null) {
        found.add(sample);
      }
    }
    return found;
  }

  /** Which exchanges the buckets have named. */
  NamedSamples named() {
    return named;
  }

  /** Sums the counters of all loops. */
  void read(RouteReading into) {
    into.clear();
    for (RouteTally tally : tallies.get()) {
      tally.addTo(into);
    }
  }
}
