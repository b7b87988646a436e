package dev.banyan.server.exchange.sim;

import dev.banyan.core.forward.BackendAddresses;
import dev.banyan.core.resilience.InFlightLimit;
import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.server.backend.CheckedBackend;
import dev.banyan.server.exchange.ReplayBudget;
import dev.banyan.server.live.LoopRoute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all parts of one schedule share. */
final class Sim {
  final Draw draw;
  final SimTime time;
  final EventLog log;
  final Coverage coverage;
  final Content content = new Content();
  final SimRoute settings;
  final InFlightLimit inFlight = new InFlightLimit();
  final ReplayBudget replay;
  final @Nullable BreakerModel model;
  final @Nullable RouteBreaker breaker;
  final List<ExchangeRun> running = new ArrayList<>();

  /** How many attempts should be running at new. */
  int placesTaken;

  /** How many bytes of bodies should be kept. */
  long keptBytes;

  /** The exchange that an event is told to; all its calls of the fakes happen meanwhile. */
  @Nullable ExchangeRun current;

  private LoopRoute route;
  private int lastId;

  Sim(
      Draw draw,
      SimTime time,
      EventLog log,
      Coverage coverage,
      SimRoute settings,
      @Nullable RouteBreaker breaker) {
    this.draw = draw;
    this.time = time;
    this.log = log;
    this.coverage = coverage;
    this.settings = settings;
    this.replay = new ReplayBudget(settings.replayBudget());
    this.breaker = breaker;
    this.model = breaker == null ? null : new BreakerModel(breaker.spec(), time);
    this.route =
        new LoopRoute(
            settings.policy(),
            new CheckedBackend(new SimBackend(this, false, draw.between(1, 4))),
            new CheckedBackend(new SimBackend(this, true, draw.between(1, 4))),
            breaker,
            inFlight,
            settings.newTimeout(),
            settings.legacyTimeout(),
            settings.newStreamIdle(),
            settings.legacyStreamIdle(),
            BackendAddresses.NONE);
  }

  LoopRoute route() {
    return route;
  }

  /** A number that no other request or answer of the schedule has. */
  int newId() {
    return ++lastId;
  }

  ExchangeRun current() {
    if (current == null) {
      throw new BrokenPromise("a port was called outside of any event");
    }
    return current;
  }

  long timeout(boolean isNew) {
    return isNew ? settings.newTimeout() : settings.legacyTimeout();
  }

  long streamIdle(boolean isNew) {
    return isNew ? settings.newStreamIdle() : settings.legacyStreamIdle();
  }

  /** A pause on the scale of the side's time-out. */
  long pause(boolean isNew) {
    return draw.pause(timeout(isNew));
  }
}
