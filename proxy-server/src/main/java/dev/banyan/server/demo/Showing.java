package dev.banyan.server.demo;

import dev.banyan.config.LoadedTable;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.BreakerState;
import dev.banyan.server.boot.Banyan;
import dev.banyan.server.control.TableWatch;
import dev.banyan.server.demo.load.Scorebook;
import dev.banyan.server.demo.load.Tally;
import dev.banyan.server.demo.shop.Fault;
import dev.banyan.server.demo.shop.FaultSwitch;
import dev.banyan.server.demo.view.DemoView;
import dev.banyan.server.demo.view.DemoView.Tone;
import dev.banyan.server.demo.view.Keys;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches breakers, obeys keys and the script, and has all that shown, until the script ends or
 * somebody quits. Confined to one thread.
 */
final class Showing {
  private static final Duration TICK = Duration.ofMillis(50);
  private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int SHARE_STEP = 5;

  private final Banyan banyan;
  private final TableWatch watch;
  private final FaultSwitch faults;
  private final Scorebook book;
  private final TableFile table;
  private final Stage stage;
  private final DemoView.Places places;
  private final DemoLog log;
  private final BreakerWatch breakers = new BreakerWatch();
  private final RouteChoice choice = new RouteChoice();
  private @Nullable Fault fault;
  private long faultNanos = System.nanoTime();
  private LoadedTable served;
  private boolean over;

  Showing(
      Banyan banyan,
      TableWatch watch,
      FaultSwitch faults,
      Scorebook book,
      TableFile table,
      Stage stage,
      DemoView.Places places) {
    this.banyan = banyan;
    this.watch = watch;
    this.faults = faults;
    this.book = book;
    this.table = table;
    this.stage = stage;
    this.places = places;
    this.log = new DemoLog(stage::event);
    this.served = banyan.table();
  }

  /** Runs until the script ends, or until {@code q} if there is none. */
  void run(KeyQueue keys, @Nullable FaultScript script) throws InterruptedException {
    Queue<FaultScript.Step> steps = new ArrayDeque<>(script == null ? List.of() : script.steps());
    long nextRefresh = System.nanoTime();
    while (!over) {
      if (script != null) {
        follow(steps, script.length());
      }
      boolean changed = observe();
      if (changed || System.nanoTime() - nextRefresh >= 0) {
        nextRefresh = System.nanoTime() + REFRESH_NANOS;
        noticeTable();
        stage.refresh(view());
      }
      Character key = keys.next(TICK);
      if (key != null) {
        obey(key);
        nextRefresh = System.nanoTime();
      }
    }
  }

  /** Says something. */
  void say(String text) {
    log.add(Tone.NEUTRAL, text);
  }

  /** What the breakers went through. */
  BreakerWatch breakers() {
    return breakers;
  }

  private void follow(Queue<FaultScript.Step> steps, Duration length) {
    Duration now = log.elapsed();
    while (!steps.isEmpty() && steps.element().at().compareTo(now) <= 0) {
      faults.set(steps.remove().fault());
    }
    over |= length.compareTo(now) <= 0;
  }

  /** Notes what changed by itself; true if a breaker did. */
  private boolean observe() {
    long now = System.nanoTime();
    Fault current = faults.fault();
    if (current != fault) {
      fault = current;
      faultNanos = now;
      breakers.changed(current != null, now);
      log.add(
          current == null ? Tone.GOOD : Tone.BAD,
          current == null
              ? "The new shop is mended."
              : "The new shop " + current.description() + ".");
    }
    List<BreakerWatch.Change> changes = breakers.update(Panel.breakers(banyan), now);
    changes.forEach(this::tell);
    return !changes.isEmpty();
  }

  private void tell(BreakerWatch.Change change) {
    String route = change.route();
    switch (change.to()) {
      case OPEN -> log.add(Tone.DOUBTFUL, route + ": breaker open" + circumstance(change));
      case HALF_OPEN -> log.add(Tone.NEUTRAL, route + ": breaker half-open");
      case CLOSED -> log.add(Tone.GOOD, route + ": breaker closed");
    }
  }

  private static String circumstance(BreakerWatch.Change change) {
    Duration since = change.sinceBroken();
    if (since != null) {
      return ", %.1f s after new broke".formatted(since.toMillis() / 1e3);
    }
    return change.from() == BreakerState.HALF_OPEN ? " again, by its probes" : "";
  }

  private void obey(char key) {
    int number = key - '1';
    if (number >= 0 && number < Fault.values().length) {
      faults.set(Fault.values()[number]);
      return;
    }
    switch (key) {
      case 'm', '0' -> faults.set(null);
      case KeyQueue.QUIT -> over = true;
      case '+', '=' -> addShare(SHARE_STEP);
      case '-', '_' -> addShare(-SHARE_STEP);
      case Keys.UP, 'k' -> choice.move(routes(), true);
      case Keys.DOWN, 'j', '\t' -> choice.move(routes(), false);
      default -> {}
    }
  }

  private void addShare(int points) {
    RoutePolicy route = routes().get(choice.number(routes()));
    if (table.addShare(route.name(), points)) {
      watch.reload();
    } else {
      log.add(Tone.DOUBTFUL, route.name() + ": the table gives it no share to change");
    }
  }

  /** Notes a table that is served from now on, or one that can't be. */
  private void noticeTable() {
    LoadedTable now = banyan.table();
    if (!now.digest().equals(served.digest())) {
      TableChanges.between(served, now).forEach(change -> log.add(Tone.NEUTRAL, change));
      served = now;
      book.serve(now.routing());
    }
    table.edited().ifPresent(problem -> log.add(Tone.BAD, "Edit refused: " + problem));
  }

  private List<RoutePolicy> routes() {
    return banyan.table().routing().routes();
  }

  private DemoView view() {
    Tally.Reading total = book.total();
    return new DemoView(
        log.elapsed(),
        Panel.rows(banyan, book, breakers),
        choice.number(routes()),
        fault,
        Duration.ofNanos(System.nanoTime() - faultNanos),
        total.requests(),
        total.allowed(),
        total.forbidden(),
        total.executedTwice(),
        places,
        log.events());
  }
}
