package dev.banyan.server.telemetry;

import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.split.Why;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** What one event loop has counted of one route. Written by that loop, read by any thread. */
final class RouteTally {
  private static final VarHandle SIDES =
      MethodHandles.arrayElementVarHandle(SparseCounters[].class);
  private static final VarHandle EXCHANGES = exchangesHandle();
  private static final int SERVER_ERRORS = 500;

  private final SparseCounters totals = RouteCells.counters();
  private final @Nullable SparseCounters[] sides = new SparseCounters[SideCells.SIDES];

  private volatile @Nullable LatencySamples samples;

  @SuppressWarnings("UnusedVariable") // through EXCHANGES
  private long exchanges;

  /** Counts an exchange that has ended. */
  void count(ExchangeRecord record) {
    SparseCounters side = side(SideCells.side(record.side()));
    long nanos = Math.max(0, record.endNanos() - record.startNanos());
    side.add(SideCells.request(record.method(), record.status()), 1);
    side.add(SideCells.LATENCIES + LatencyScale.coarseOf(LatencyScale.fine(nanos)), 1);
    side.add(SideCells.LATENCY_NANOS, nanos);
    countAttempt(record.first());
    countAttempt(record.second());
    countPlan(record);
    countEnding(record);
    EXCHANGES.setRelease(this, exchanges + 1);
  }

  private void countAttempt(@Nullable AttemptRecord attempt) {
    if (attempt == null) {
      return;
    }
    SparseCounters side = side(SideCells.side(attempt.side()));
    int outcome = SideCells.outcome(attempt);
    side.add(SideCells.ATTEMPTS + outcome, 1);
    long nanos = attempt.headNanos();
    if (nanos < 0 && outcome > SideCells.ABANDONED && SideCells.asked(outcome)) {
      nanos = Math.max(0, attempt.endNanos() - attempt.startNanos());
    }
    if (nanos >= 0) {
      side.add(SideCells.ATTEMPT_LATENCIES + LatencyScale.fine(nanos), 1);
      side.add(SideCells.ATTEMPT_NANOS, nanos);
    }
  }

  private void countPlan(ExchangeRecord record) {
    ExchangePlan plan = record.plan();
    if (plan != null && plan.why().isForOneSide()) {
      totals.add(RouteCells.plans(plan.side(), record.isRead()), 1);
      if (plan.why() == Why.UNKEYED) {
        totals.add(RouteCells.UNKEYED, 1);
      }
    }
    if (record.refused() != null) {
      totals.add(RouteCells.REFUSED, 1);
      if (ExchangeRecord.BODY_TOO_LARGE.equals(record.refused())) {
        totals.add(RouteCells.BODY_TOO_LARGE, 1);
      }
    }
  }

  private void countEnding(ExchangeRecord record) {
    FailureKind fallback = record.fallback();
    if (fallback != null) {
      totals.add(RouteCells.fallback(fallback), 1);
    }
    boolean byClient = record.refusedForItsClient() || record.excused();
    if ((record.truncated() || record.status() >= SERVER_ERRORS) && !byClient) {
      totals.add(RouteCells.CLIENT_ERRORS, 1);
      totals.add(RouteCells.TRUNCATED, record.truncated() ? 1 : 0);
    }
    if (record.clientLeft()) {
      totals.add(RouteCells.CLIENT_LEFT, 1);
    }
    if (record.replayDropped()) {
      totals.add(RouteCells.REPLAY_DROPPED, 1);
    }
    if (record.cookieLeftOut()) {
      totals.add(RouteCells.COOKIES_LEFT_OUT, 1);
    }
    totals.add(RouteCells.REQUEST_BYTES, record.requestBytes());
    totals.add(RouteCells.RESPONSE_BYTES, record.responseBytes());
  }

  private SparseCounters side(int number) {
    SparseCounters side = sides[number];
    if (side == null) {
      side = SideCells.counters();
      SIDES.setRelease(sides, number, side);
    }
    return side;
  }

  /** The exchanges that are kept by name; null if none are. */
  @Nullable LatencySamples samples() {
    return samples;
  }

  /** Keeps exchanges by name from now on. */
  LatencySamples keepSamples() {
    LatencySamples made = new LatencySamples(System::currentTimeMillis);
    samples = made;
    return made;
  }

  /** How many exchanges were counted; all of them are in the counters that are read later. */
  long exchanges() {
    return (long) EXCHANGES.getAcquire(this);
  }

  /** Adds all counters to a reading. Any thread. */
  void addTo(RouteReading reading) {
    totals.addTo(reading.totals());
    for (int i = 0; i < SideCells.SIDES; i++) {
      SparseCounters side = (SparseCounters) SIDES.getAcquire(sides, i);
      if (side != null) {
        side.addTo(reading.side(i));
      }
    }
  }

  private static VarHandle exchangesHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(RouteTally.class, "exchanges", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
