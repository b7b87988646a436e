package dev.banyan.server.telemetry;

import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.split.Side;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;

/**
 * Gives Prometheus the meters of all routes, summed over the event loops at the time of a scrape.
 * Shared-safe; it runs on the thread of who scrapes.
 */
final class MeterCollector implements MultiCollector {
  private static final String[] KINDS = {"reads", "writes"};

  private final RouteDirectory directory;
  private final Shares shares;
  private final BreakerMeters breakers;
  private final InFlightMeters inFlight;
  private final List<LoopLag> lags;

  MeterCollector(
      RouteDirectory directory,
      Shares shares,
      BreakerMeters breakers,
      InFlightMeters inFlight,
      List<LoopLag> lags) {
    this.directory = directory;
    this.shares = shares;
    this.breakers = breakers;
    this.inFlight = inFlight;
    this.lags = lags;
  }

  @Override
  public MetricSnapshots collect() {
    FamilyValues values = new FamilyValues();
    RouteReading reading = new RouteReading();
    // Else a route whose first requests hang at new would have no meters for as long as they do.
    inFlight.running(directory::of);
    for (RouteMeters route : directory.all()) {
      route.read(reading);
      route(route.name(), reading, values);
      for (int side = 0; side < SideCells.SIDES; side++) {
        side(route, side, reading.side(side), values);
      }
      breakers.collect(route.name(), values);
      inFlight.collect(route.name(), values);
    }
    shares.collect(values);
    lags.forEach(lag -> lag.collect(values));
    values.gauge(Family.ROUTES, directory.size());
    values.gauge(Family.ROUTES_MAX, directory.max());
    return values.snapshots();
  }

  private static void route(String route, RouteReading reading, FamilyValues values) {
    long[] totals = reading.totals();
    values.count(Family.CLIENT_ERRORS, totals[RouteCells.CLIENT_ERRORS], route);
    values.count(Family.CLIENT_LEFT, totals[RouteCells.CLIENT_LEFT], route);
    values.count(Family.TRUNCATED, totals[RouteCells.TRUNCATED], route);
    values.count(Family.REFUSED, totals[RouteCells.REFUSED], route);
    values.count(Family.BODY_TOO_LARGE, totals[RouteCells.BODY_TOO_LARGE], route);
    values.count(Family.REPLAY_DROPPED, totals[RouteCells.REPLAY_DROPPED], route);
    values.count(Family.UNKEYED, totals[RouteCells.UNKEYED], route);
    values.count(Family.COOKIES_LEFT_OUT, totals[RouteCells.COOKIES_LEFT_OUT], route);
    values.count(Family.REQUEST_BYTES, totals[RouteCells.REQUEST_BYTES], route);
    values.count(Family.RESPONSE_BYTES, totals[RouteCells.RESPONSE_BYTES], route);
    for (FailureKind reason : RouteCells.reasons()) {
      values.countSome(
          Family.FALLBACKS, totals[RouteCells.fallback(reason)], route, reason.label());
    }
    for (Side side : Side.values()) {
      for (String kind : KINDS) {
        long planned = totals[RouteCells.plans(side, kind.equals("reads"))];
        values.countSome(Family.PLANS, planned, route, SideCells.sideLabel(side.ordinal()), kind);
      }
    }
  }

  private void side(RouteMeters meters, int number, long[] cells, FamilyValues values) {
    String route = meters.name();
    String side = SideCells.sideLabel(number);
    for (int method = 0; method < SideCells.methods(); method++) {
      for (int status = 0; status < SideCells.statusClasses(); status++) {
        values.countSome(
            Family.REQUESTS,
            cells[SideCells.request(method, status)],
            route,
            side,
            SideCells.methodLabel(method),
            SideCells.classLabel(status));
      }
    }
    for (int outcome = 0; outcome < SideCells.outcomeCount(); outcome++) {
      long attempts = cells[SideCells.ATTEMPTS + outcome];
      values.countSome(Family.ATTEMPTS, attempts, route, side, SideCells.outcomeLabel(outcome));
    }
    long[] requests =
        Arrays.copyOfRange(cells, SideCells.LATENCIES, SideCells.LATENCIES + LatencyScale.COARSE);
    long sum = cells[SideCells.LATENCY_NANOS];
    List<LatencySample> examples = samples(meters, LatencySamples.ofRequests(number));
    values.latencies(Family.REQUEST_SECONDS, requests, sum, examples, route, side);
    long attemptSum = cells[SideCells.ATTEMPT_NANOS];
    List<LatencySample> visits = samples(meters, LatencySamples.ofAttempts(number));
    values.latencies(Family.ATTEMPT_SECONDS, coarse(cells), attemptSum, visits, route, side);
  }

  private List<LatencySample> samples(RouteMeters meters, int slot) {
    List<LatencySample> kept = meters.samples(slot);
    kept.removeIf(sample -> !directory.exemplars().covers(sample));
    meters.named().leaveOutOlder(slot, kept);
    return kept;
  }

  private static long[] coarse(long[] cells) {
    long[] counts = new long[LatencyScale.COARSE];
    for (int i = 0; i < LatencyScale.FINE; i++) {
      counts[LatencyScale.coarseOf(i)] += cells[SideCells.ATTEMPT_LATENCIES + i];
    }
    return counts;
  }
}
