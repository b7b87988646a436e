package dev.banyan.server.boot;

import dev.banyan.config.AccessLogSpec;
import dev.banyan.config.AdminSpec;
import dev.banyan.config.LoadedTable;
import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.server.admin.AdminContext;
import dev.banyan.server.admin.AdminHosts;
import dev.banyan.server.admin.AdminServer;
import dev.banyan.server.admin.Readiness;
import dev.banyan.server.admin.WriteAccess;
import dev.banyan.server.backend.Links;
import dev.banyan.server.control.ControlLoop;
import dev.banyan.server.control.Limits;
import dev.banyan.server.control.TableWatch;
import dev.banyan.server.exchange.ExchangeContext;
import dev.banyan.server.exchange.ExchangeHandler;
import dev.banyan.server.exchange.ReplayBudget;
import dev.banyan.server.explain.LiveExplainer;
import dev.banyan.server.listen.ListenException;
import dev.banyan.server.listen.ListenMeters;
import dev.banyan.server.listen.Listeners;
import dev.banyan.server.live.LiveRoute;
import dev.banyan.server.live.LiveRouting;
import dev.banyan.server.live.ServingBuilder;
import dev.banyan.server.live.ServingState;
import dev.banyan.server.log.ApplicationLog;
import dev.banyan.server.names.Names;
import dev.banyan.server.telemetry.AccessLog;
import dev.banyan.server.telemetry.ExchangeObserver;
import dev.banyan.server.telemetry.LoopMeters;
import dev.banyan.server.telemetry.Telemetry;
import dev.banyan.server.transport.DirectMemory;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.server.transport.LoopContext;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A running proxy, wired by hand in this one place. Shared-safe. */
public final class Banyan implements AutoCloseable {
  private static final long STUCK_MILLIS = 4_000;

  private final EventLoops loops;
  private final Links links;
  private final Telemetry telemetry;
  private final AccessLog accessLog;
  private final ReplayBudget replay;
  private final LiveRouting live;
  private final Listeners listeners;
  private final ControlLoop control;
  private final Drain drain;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable AdminServer admin;
  private volatile @Nullable ApplicationLog log;

  private Banyan(LoadedTable table, BanyanOptions options) throws StartException {
    accessLog = openAccessLog(table.accessLog());
    loops =
        EventLoops.start(options.loops(), Epoll.isAvailable() && !options.nio(), options.buffers());
    LinkLog linkLog = new LinkLog();
    links = new Links(new Names(options.names(), linkLog), linkLog);
    telemetry = new Telemetry(table.metricsRoutes());
    replay = new ReplayBudget(DirectMemory.maxBytes() / 8, options.buffers());
    CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    if (table.metricsResilience4j()) {
      telemetry.showResilience4j(breakers);
    }
    ServingBuilder builder =
        new ServingBuilder(
            loops, links, breakers, new BreakerLog(telemetry.breakers()), new HealthLog());
    live = new LiveRouting(build(builder, table));
    listeners =
        new Listeners(
            loops,
            this::exchanges,
            new ListenMeters(),
            Limits.of(table.limits()),
            Limits.connections(table.limits()));
    control = new ControlLoop(builder, live, listeners, telemetry, table);
    drain = new Drain(listeners, control);
    GaugeBinding.bind(telemetry.gauges(), this);
    telemetry.watch(accessLog);
    loops.contexts().forEach(loop -> LagProbe.start(loop, telemetry.newLag(loop.index())));
  }

  private static ServingState build(ServingBuilder builder, LoadedTable table)
      throws StartException {
    try {
      return builder.build(table.explained(), null);
    } catch (IllegalArgumentException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private ExchangeHandler exchanges(LoopContext loop) {
    LoopMeters meters = telemetry.newLoop();
    ExchangeObserver log = accessLog.newLoop();
    ExchangeObserver observer =
        log.equals(ExchangeObserver.NONE)
            ? meters
            : record -> {
              meters.ended(record);
              log.ended(record);
            };
    return new ExchangeHandler(loop, live, new ExchangeContext(loop.timers(), replay, observer));
  }

  /**
   * Starts a proxy; returns when it listens.
   *
   * @throws StartException if it can't, with a message for the operator
   */
  public static Banyan start(LoadedTable table, BanyanOptions options) throws StartException {
    Banyan banyan = new Banyan(table, options);
    try {
      AdminSpec admin = table.admin();
      if (admin != null) {
        banyan.admin =
            AdminServer.start(
                admin.listen().host(),
                admin.listen().port(),
                new AdminContext(
                    banyan.telemetry,
                    banyan.readiness(),
                    () -> banyan.log,
                    WriteAccess.of(admin.tokenFile()),
                    hosts(admin),
                    new LiveExplainer(banyan.live)::explain));
      }
      banyan.control.listen();
      banyan.control.soon(OpenJars::now);
    } catch (IOException | ListenException e) {
      banyan.close();
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
    return banyan;
  }

  private static AdminHosts hosts(AdminSpec admin) {
    List<String> names = new ArrayList<>(admin.hosts());
    names.add(admin.listen().host());
    return new AdminHosts(names);
  }

  private static AccessLog openAccessLog(AccessLogSpec spec) throws StartException {
    if (spec.to() instanceof AccessLogSpec.Off) {
      return AccessLog.off();
    }
    if (spec.to() instanceof AccessLogSpec.File file) {
      try {
        return AccessLog.file(file.path(), spec.query());
      } catch (IOException e) {
        throw new StartException("access-log: can't write: " + e.getMessage(), e);
      }
    }
    return AccessLog.stdout(spec.query());
  }

  private Readiness readiness() {
    return () ->
        new Readiness.State(
            !control.addresses().isEmpty(),
            drain.begun(),
            control.table().digest(),
            control.loadedAt(),
            control.lastReload());
  }

  /** The addresses on which clients connect. */
  public List<InetSocketAddress> listeners() {
    return control.addresses();
  }

  /** The admin port's address; null if there is none. */
  public @Nullable InetSocketAddress admin() {
    AdminServer running = admin;
    return running == null ? null : running.address();
  }

  /** What is counted of the traffic. */
  public Telemetry telemetry() {
    return telemetry;
  }

  /** What is served now. */
  public ServingState serving() {
    return live.current();
  }

  /** The table in force. */
  public LoadedTable table() {
    return control.table();
  }

  /** The breaker of a route; null if there is no such route or it has none. */
  public @Nullable RouteBreaker breaker(String route) {
    for (LiveRoute candidate : live.current().routes()) {
      if (candidate.policy().name().equals(route)) {
        return candidate.breaker();
      }
    }
    return null;
  }

  /** What bounds and counts the kept bodies. */
  ReplayBudget replay() {
    return replay;
  }

  /** What the names of backends stand for. */
  Names names() {
    return links.names();
  }

  Listeners clients() {
    return listeners;
  }

  DirectMemory memory() {
    return loops.memory();
  }

  int maxConnections() {
    return listeners.maxConnections();
  }

  /** Shows in the metrics how the application's log keeps up, and lets the admin port set it. */
  public void watch(ApplicationLog written) {
    log = written;
    telemetry.watch(written);
  }

  /** Opens the access log's file anew, so that one that was renamed is let go. */
  public void reopenLogs() {
    accessLog.reopen();
  }

  /** The transport's name: epoll or nio. */
  public String transport() {
    return loops.transport();
  }

  /**
   * Makes another table take effect.
   *
   * @return completes when it is served, or fails if a port can't be bound: the old table stays
   */
  public CompletableFuture<Void> reload(LoadedTable next) {
    return control.reload(next);
  }

  /** Reloads the table whenever {@code file} changes. */
  public TableWatch watch(Path file) {
    return TableWatch.start(file, control);
  }

  /**
   * Stops in an orderly way: blocks while requests in flight are finished, then closes.
   *
   * @return how many requests were cut, because they took too long or {@link #close} came
   */
  public int drain() {
    drain.run(control.table().drainDelay(), control.table().drain());
    close();
    return listeners.meters().cutRequests();
  }

  /** Stops at once. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    drain.stopWaiting();
    control.close();
    listeners.unbindAll();
    listeners.cut();
    live.current().backends().values().forEach(backend -> backend.retire(null));
    loops.stop().awaitUninterruptibly(STUCK_MILLIS);
    links.close();
    AdminServer running = admin;
    if (running != null) {
      running.close();
    }
    accessLog.close();
    telemetry.close();
  }
}
