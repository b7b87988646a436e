package dev.banyan.server.control;

import dev.banyan.config.LoadedTable;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.server.listen.ListenException;
import dev.banyan.server.listen.Listeners;
import dev.banyan.server.live.LiveRoute;
import dev.banyan.server.live.LiveRouting;
import dev.banyan.server.live.ServingBuilder;
import dev.banyan.server.live.ServingState;
import dev.banyan.server.telemetry.Telemetry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of what is served. A table takes effect whole or not at all: what can fail is
 * done first, then one reference is replaced. Shared-safe; works on one thread of its own.
 */
public final class ControlLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);

  /** The result of a reload that went well. */
  static final String RELOADED = "ok";

  private static final Duration STUCK = Duration.ofSeconds(5);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "banyan-control");
        made.setDaemon(true);
        return made;
      });
  private final ServingBuilder builder;
  private final LiveRouting live;
  private final Listeners listeners;
  private final Telemetry telemetry;
  private final Ports ports;
  private final BackendGauges backendGauges;
  private final CertificateGauges certificates;
  private final TableMeters meters;
  private final LoadedTable started;
  private volatile LoadedTable table;
  private volatile Instant loadedAt = Instant.now();
  private volatile @Nullable String lastReload;
  private volatile List<InetSocketAddress> addresses = List.of();

  /** A control loop for a table that {@code live} serves already. */
  public ControlLoop(
      ServingBuilder builder,
      LiveRouting live,
      Listeners listeners,
      Telemetry telemetry,
      LoadedTable table) {
    this.builder = builder;
    this.live = live;
    this.listeners = listeners;
    this.telemetry = telemetry;
    this.started = table;
    this.table = table;
    this.ports = new Ports(listeners);
    this.backendGauges = new BackendGauges(telemetry.gauges());
    this.certificates = new CertificateGauges(telemetry.gauges(), System::currentTimeMillis);
    this.meters = new TableMeters(telemetry.gauges(), table.digest(), loadedAt);
    certificates.serve(table.routing().backends().values());
    builder.begin(live.current());
    watchBreakers(null, live.current());
    backendGauges.serve(live.current().backends().values());
    telemetry.serve(table.routing().routes());
  }

  /**
   * Binds the ports of the table in force.
   *
   * @throws ListenException if one can't be bound
   */
  public void listen() throws ListenException {
    ports.open(table.listen());
    addresses = ports.addresses();
  }

  /** The addresses that are bound. */
  public List<InetSocketAddress> addresses() {
    return addresses;
  }

  /** The table in force. */
  public LoadedTable table() {
    return table;
  }

  /** The keys of the table in force that are not in effect before the next start. */
  List<String> awaitingStart() {
    return StartOnly.changed(started, table);
  }

  /** When the table in force took effect. */
  public Instant loadedAt() {
    return loadedAt;
  }

  /** What came of the last reload, in a line; null if there was none. */
  public @Nullable String lastReload() {
    return lastReload;
  }

  /** Notes that a reload has come to its end: {@code ok}, or why the table before it stays. */
  void noteReload(String result) {
    lastReload = result;
    meters.reloaded(result.equals(RELOADED));
  }

  /** Runs a task on the control thread, soon; not at all once this is closed. */
  public void soon(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("control: a task came too late, at a stop");
    }
  }

  /** Runs a task on the control thread again and again; one that throws is run again too. */
  @SuppressWarnings("FutureReturnValueIgnored") // ends with the thread
  void every(Duration pause, Runnable task) {
    Runnable guarded =
        () -> {
          try {
            task.run();
          } catch (RuntimeException | Error e) {
            // At a stop the event loops refuse what a task begun before asks of them.
            if (!thread.isShutdown()) {
              LOG.error("control: a task failed and will be run again", e);
            }
          }
        };
    long millis = pause.toMillis();
    thread.scheduleWithFixedDelay(guarded, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Makes a table take effect, soon.
   *
   * @return completes when it is served, or with an exception if it can't be: then the table before
   *     it stays; never once this is closed
   */
  public CompletableFuture<Void> reload(LoadedTable next) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    soon(() -> {
      try {
        apply(next);
        noteReload(RELOADED);
        done.complete(null);
      } catch (ListenException | RuntimeException e) {
        noteReload("rejected: " + e.getMessage());
        done.completeExceptionally(e);
      }
    });
    return done;
  }

  /** Makes a table take effect now; on the control thread only. */
  void apply(LoadedTable next) throws ListenException {
    ServingState before = live.current();
    ServingState after = builder.build(next.explained(), before);
    try {
      ports.open(next.listen());
    } catch (ListenException e) {
      builder.retire(after, before);
      throw e;
    }
    telemetry.serve(next.routing().routes());
    watchBreakers(before, after);
    live.serve(after);
    builder.begin(after);
    backendGauges.serve(after.backends().values());
    ports.closeOthers(next.listen());
    addresses = ports.addresses();
    listeners.limits(Limits.of(next.limits()), Limits.connections(next.limits()));
    table = next;
    loadedAt = Instant.now();
    meters.inForce(next.digest(), loadedAt);
    certificates.serve(next.routing().backends().values());
    builder.retire(before, after);
  }

  private void watchBreakers(@Nullable ServingState before, ServingState after) {
    Set<String> watched = new HashSet<>();
    for (LiveRoute route : after.routes()) {
      if (route.breaker() != null) {
        telemetry.breakers().watch(route.breaker());
        watched.add(route.policy().name());
      }
    }
    watchInFlight(before, after);
    if (before != null) {
      for (LiveRoute route : before.routes()) {
        if (!watched.contains(route.policy().name())) {
          telemetry.breakers().forget(route.policy().name());
        }
      }
    }
  }

  private void watchInFlight(@Nullable ServingState before, ServingState after) {
    Set<String> moved = new HashSet<>();
    for (LiveRoute route : after.routes()) {
      RoutePolicy policy = route.policy();
      if (route.newSide() != null) {
        telemetry.inFlight().watch(policy.name(), route.inFlight(), policy.maxInFlight());
        moved.add(policy.name());
      }
    }
    if (before != null) {
      for (LiveRoute route : before.routes()) {
        if (!moved.contains(route.policy().name())) {
          telemetry.inFlight().forget(route.policy().name());
        }
      }
    }
  }

  /**
   * Takes nothing more, and ends when what was begun or asked for is done, within five seconds: the
   * event loops that it needs must still run.
   */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STUCK.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("control: a task goes on at a stop");
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
