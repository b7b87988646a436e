package dev.banyan.server.telemetry;

import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.plan.RoutePolicy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the exchanges of one event loop, by route. A route keeps its meters across reloads, for
 * they go by its name. Confined to its event loop; what it counts may be read from any thread.
 */
public final class LoopMeters implements ExchangeObserver {
  /** How many routes have exchanges kept by name, at most. */
  static final int MOST_SAMPLED = 1_000;

  private final RouteDirectory directory;
  private final Map<RouteMeters, RouteTally> tallies = new HashMap<>();
  private @Nullable RoutePolicy[] policies = new RoutePolicy[0];
  private @Nullable RouteTally[] byNumber = new RouteTally[0];
  private int version;
  private int sampled;

  LoopMeters(RouteDirectory directory) {
    this.directory = directory;
  }

  @Override
  public void ended(ExchangeRecord record) {
    int current = directory.version();
    if (version != current) {
      version = current;
      forget();
    }
    ExchangePlan plan = record.plan();
    RouteTally tally = plan == null ? tally(directory.none()) : tally(plan);
    tally.count(record);
    if (directory.exemplars().lasts(record.endNanos())) {
      sample(tally, record);
    }
  }

  private void sample(RouteTally tally, ExchangeRecord record) {
    LatencySamples samples = tally.samples();
    if (samples == null && sampled < MOST_SAMPLED) {
      sampled++;
      samples = tally.keepSamples();
    }
    if (samples != null) {
      samples.take(record);
    }
  }

  @SuppressWarnings("ReferenceEquality") // a policy of the same table is the same object
  private RouteTally tally(ExchangePlan plan) {
    int number = plan.route();
    if (number < policies.length && policies[number] == plan.policy()) {
      RouteTally known = byNumber[number];
      if (known != null) {
        return known;
      }
    }
    return find(number, plan.policy());
  }

  /** Finds the tally of a route by its name, at its first request since the table changed. */
  private RouteTally find(int number, RoutePolicy policy) {
    if (number >= policies.length) {
      int room = Math.max(number + 1, policies.length * 2);
      policies = Arrays.copyOf(policies, room);
      byNumber = Arrays.copyOf(byNumber, room);
    }
    RouteTally tally = tally(directory.of(policy.name()));
    policies[number] = policy;
    byNumber[number] = tally;
    return tally;
  }

  private RouteTally tally(RouteMeters meters) {
    RouteTally tally = tallies.get(meters);
    if (tally == null) {
      tally = meters.join();
      tallies.put(meters, tally);
    }
    return tally;
  }

  /** Lets go of what belongs to earlier tables. */
  private void forget() {
    policies = new RoutePolicy[0];
    byNumber = new RouteTally[0];
    tallies.keySet().removeIf(meters -> directory.find(meters.name()) != meters);
    sampled = (int) tallies.values().stream().filter(tally -> tally.samples() != null).count();
  }
}
