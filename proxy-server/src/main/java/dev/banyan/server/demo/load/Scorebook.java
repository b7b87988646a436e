package dev.banyan.server.demo.load;

import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.plan.RoutingSnapshot;
import dev.banyan.server.demo.load.Load.Ended;
import dev.banyan.server.demo.shop.Fault;
import dev.banyan.server.demo.shop.RequestLedger;
import dev.banyan.server.demo.shop.RequestLedger.Visit;
import dev.banyan.server.demo.shop.Treatment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges the requests of the load and counts them: all, by route, and by phase, which is the time
 * between two changes of new. Shared-safe.
 */
public final class Scorebook {
  /** How much later the proxy may learn that new has cut its connections. */
  private static final Duration NEWS_OF_CUT = Duration.ofSeconds(1);

  private static final Duration UNBOUNDED = Duration.ofMinutes(1);
  private static final int MOST_PHASES = 200;

  private final RequestLedger ledger;
  private final LongSupplier cutNanos;
  private final StallMeter stalls;
  private final RouteFinder finder = new RouteFinder();
  private final Tally total = new Tally();
  private final Map<String, Tally> byRoute = new HashMap<>();
  private final List<Phase> phases = new ArrayList<>();
  private RoutingSnapshot routing;

  /**
   * An empty book.
   *
   * @param ledger what the shops did
   * @param cutNanos when new last cut all its connections, by {@link System#nanoTime}
   * @param stalls how busy the machine is
   * @param routing the table that is served
   */
  public Scorebook(
      RequestLedger ledger, LongSupplier cutNanos, StallMeter stalls, RoutingSnapshot routing) {
    this.ledger = ledger;
    this.cutNanos = cutNanos;
    this.stalls = stalls;
    this.routing = routing;
    phases.add(new Phase(null, System.nanoTime()));
  }

  private static final class Phase {
    private final @Nullable Fault fault;
    private final long beganNanos;
    private final Tally tally = new Tally();
    private long rescued;

    Phase(@Nullable Fault fault, long beganNanos) {
      this.fault = fault;
      this.beganNanos = beganNanos;
    }
  }

  /**
   * The counts of one phase. Immutable.
   *
   * @param fault what new had; null if it was healthy
   * @param length how long the phase took, or has taken so far
   * @param tally of the requests that began in it
   * @param rescued requests that reached new, failed there, and were answered by legacy
   */
  public record PhaseReading(
      @Nullable Fault fault, Duration length, Tally.Reading tally, long rescued) {}

  /** Begins to count: the first phase begins now. */
  public synchronized void begin() {
    phases.set(0, new Phase(null, System.nanoTime()));
  }

  /** Takes the table that is served from now on. */
  public synchronized void serve(RoutingSnapshot next) {
    routing = next;
  }

  /** Begins a phase; the oldest are forgotten where there are very many. */
  public synchronized void changed(@Nullable Fault fault) {
    phases.add(new Phase(fault, System.nanoTime()));
    if (phases.size() > MOST_PHASES) {
      phases.remove(0);
    }
  }

  /** Judges a request, and counts it. */
  public synchronized void add(Ended ended) {
    RoutePolicy route = finder.find(routing, ended.method(), ended.path());
    Outcome outcome = ended.outcome();
    Visit visit = ledger.visit(ended.id());
    Duration timeout = route.timeout() == null ? UNBOUNDED : route.timeout();
    ErrorRules.Request request =
        new ErrorRules.Request(ended.method(), ended.keyed(), route.fallback(), timeout);
    ErrorRules.Surroundings surroundings =
        new ErrorRules.Surroundings(
            cutWhile(outcome), stalls.stalled(outcome.beganNanos(), outcome.endedNanos()));
    Judgement judgement = ErrorRules.judge(request, outcome, visit, surroundings);
    total.add(outcome, judgement, visit.executions());
    byRoute
        .computeIfAbsent(route.name(), any -> new Tally())
        .add(outcome, judgement, visit.executions());
    Phase phase = phaseAt(outcome.beganNanos());
    phase.tally.add(outcome, judgement, visit.executions());
    if ("legacy".equals(outcome.servedBy()) && visit.atNew() != Treatment.UNSEEN) {
      phase.rescued++;
    }
  }

  /** The counts of all requests. */
  public synchronized Tally.Reading total() {
    return total.reading();
  }

  /** The counts of a route's requests. */
  public synchronized Tally.Reading route(String name) {
    Tally tally = byRoute.get(name);
    return tally == null ? Tally.Reading.NONE : tally.reading();
  }

  /** The counts of all phases, the oldest first. */
  public synchronized List<PhaseReading> phases() {
    List<PhaseReading> readings = new ArrayList<>();
    long end = System.nanoTime();
    for (int at = phases.size() - 1; at >= 0; at--) {
      Phase phase = phases.get(at);
      Duration length = Duration.ofNanos(end - phase.beganNanos);
      readings.add(0, new PhaseReading(phase.fault, length, phase.tally.reading(), phase.rescued));
      end = phase.beganNanos;
    }
    return readings;
  }

  private boolean cutWhile(Outcome outcome) {
    long cut = cutNanos.getAsLong();
    return cut != Long.MIN_VALUE
        && cut - (outcome.beganNanos() - NEWS_OF_CUT.toNanos()) >= 0
        && outcome.endedNanos() - cut >= 0;
  }

  private Phase phaseAt(long nanos) {
    for (int at = phases.size() - 1; at > 0; at--) {
      if (nanos - phases.get(at).beganNanos >= 0) {
        return phases.get(at);
      }
    }
    return phases.get(0);
  }
}
