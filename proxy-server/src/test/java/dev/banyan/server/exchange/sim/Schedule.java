package dev.banyan.server.exchange.sim;

import static dev.banyan.server.exchange.sim.BrokenPromise.unless;
import static dev.banyan.server.exchange.sim.BrokenPromise.unlessEqual;

import dev.banyan.core.resilience.BreakerPermit;
import dev.banyan.core.resilience.BreakerSpec;
import dev.banyan.core.resilience.BreakerState;
import dev.banyan.core.resilience.RouteBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One seed's story: a route with random settings, and exchanges on it at random times, each with
 * random events on both sides. After every event it is checked that nothing happened that must not.
 */
final class Schedule {
  /** An attempt that waits for a slow client looks at its clock four times a time-out. */
  private static final int MOST_EVENTS = 2_000_000;

  private final Sim sim;
  private final Coverage coverage;
  private final long beginNanos;
  private final List<ExchangeRun> runs = new ArrayList<>();
  private @Nullable CircuitBreaker reads;
  private @Nullable CircuitBreaker writes;

  Schedule(long seed, Coverage coverage, EventLog log) {
    Draw draw = new Draw(seed);
    this.coverage = coverage;
    beginNanos = draw.chance(10) ? Long.MAX_VALUE - draw.below(1_000_000_000) : draw.bits();
    SimTime time = new SimTime(draw, beginNanos);
    log.clock(() -> time.nanos() - beginNanos);
    SimRoute route = SimRoute.draw(draw);
    BreakerSpec spec = route.breaker();
    sim = new Sim(draw, time, log, coverage, route, spec == null ? null : breaker(spec, time, log));
    log.add("route", route.toString());
  }

  private RouteBreaker breaker(BreakerSpec spec, SimTime time, EventLog log) {
    CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    RouteBreaker made =
        new RouteBreaker(
            "orders",
            spec,
            time::nanos,
            (name, from, to, byReads) -> {
              coverage.count("breaker: " + from + " to " + to);
              log.add("breaker", from + " to " + to + (byReads ? " by reads" : " by writes"));
            });
    made.begin(registry);
    reads = registry.find("orders.reads").orElseThrow();
    writes = registry.find("orders.writes").orElseThrow();
    return made;
  }

  /** Plays the schedule to its end. */
  void run() {
    long pace = sim.draw.of(0L, 1_000_000L, sim.timeout(true), 10 * sim.timeout(true));
    long at = 0;
    for (int exchanges = exchanges(); exchanges > 0; exchanges--) {
      at += sim.draw.pause(pace);
      sim.time.in(at, this::begin);
    }
    int events = 0;
    while (sim.time.runNext()) {
      unless(++events < MOST_EVENTS, "the schedule does not end");
      checkShared();
    }
    checkQuiet();
  }

  private int exchanges() {
    int kind = sim.draw.below(100);
    return kind < 50 ? sim.draw.between(1, 2) : kind < 85 ? sim.draw.between(3, 8) : 30;
  }

  private void begin() {
    ExchangeRun run = new ExchangeRun(sim);
    runs.add(run);
    if (sim.draw.chance(8)) {
      sim.time.in(sim.pause(true), () -> run.event(() -> run.client.leave("closes")));
    }
    if (sim.draw.chance(4)) {
      int code = sim.draw.ofInts(400, 413, 503);
      sim.time.in(sim.pause(true), () -> run.event(() -> run.client.refuse(code, "refused")));
    }
    run.start();
  }

  /** After each event: what all exchanges share is as it should be. */
  private void checkShared() {
    unlessEqual(sim.placesTaken, sim.inFlight.running(), "attempts at new");
    unlessEqual(sim.keptBytes, sim.replay.usedBytes(), "bytes of kept bodies");
    if (sim.model != null && sim.breaker != null && reads != null && writes != null) {
      BreakerState state = sim.breaker.state();
      unless(
          sim.model.state() == state,
          "breaker: " + state + " (expected: " + sim.model.state() + ")");
      sim.model.compare(reads, writes);
    }
  }

  /** At the end: every exchange has ended and nothing is held any more. */
  private void checkQuiet() {
    for (ExchangeRun run : runs) {
      run.checkRecord();
    }
    unlessEqual(0, sim.inFlight.running(), "attempts at new at the end");
    unlessEqual(0, sim.replay.usedBytes(), "bytes of kept bodies at the end");
    sim.content.checkReleased();
    if (sim.model != null && sim.breaker != null) {
      checkProbes(sim.breaker, sim.model);
    }
  }

  /** No probe's permit has got lost: as many are given as were not answered yet. */
  private void checkProbes(RouteBreaker breaker, BreakerModel model) {
    if (model.state() == BreakerState.CLOSED) {
      return;
    }
    sim.time.pass(breaker.spec().mostOpenFor().toNanos() * 2);
    int left = model.probesLeft();
    for (int i = 0; i < left; i++) {
      BreakerPermit probe = breaker.tryAcquire(model.asksReads(), true);
      unless(probe != null, "a probe's permit got lost: " + (left - i) + " of " + left);
    }
    unless(breaker.tryAcquire(model.asksReads(), true) == null, "more probes than there should be");
    coverage.count("probes counted at the end");
  }
}
