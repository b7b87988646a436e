package dev.banyan.server.e2e.drill;

import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.DeadPort;
import dev.banyan.testkit.LoadClient;
import dev.banyan.testkit.LoadMix;
import dev.banyan.testkit.LoadReport;
import dev.banyan.testkit.LoadRequest;
import dev.banyan.testkit.RawOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Half of the users are on a new system that goes wrong in one way after the other, each time
 * behind a proxy of its own with the standard breaker.
 *
 * @param length how long each mode lasts
 * @param warmUp for how long new is well before, so that the breaker's windows are full of
 *     successes
 * @param parallel how many modes run at one time
 * @param openFor the breaker's {@code open-for}; empty for the standard
 */
record Drill(Duration length, Duration warmUp, int parallel, String openFor) {
  /** How many calls the standard breaker needs. */
  static final int MINIMUM_CALLS = 20;

  /** When a call is slow: half of the route's time-out. */
  static final Duration SLOW_CALL = Duration.ofMillis(400);

  /** How long connecting may take: what a backend has unless it says otherwise. */
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  /**
   * How long a client waits: a machine that is short of processors is not to look like a failure.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final double REQUESTS_PER_SECOND = 200;
  private static final int USERS = 5_000;
  private static final LoadMix MIX =
      LoadMix.of(
              new LoadMix.Weighted(85, LoadRequest.of("GET", "/api/orders/7")),
              new LoadMix.Weighted(15, LoadRequest.of("POST", "/api/orders", "item=7&count=2")))
          .users(USERS, user -> "Cookie: user=" + user);
  private static final String TABLE =
      """
      listen: [{ host: 127.0.0.1, port: 0 }]
      admin: off
      access-log: LOG
      drain-delay: 0s
      backends: { old: LEGACY, fresh: NEW }
      legacy: old
      routes:
        - name: orders
          match: { path: /api/orders/** }
          new: fresh
          share: 50%
          sticky: { cookie: user }
          timeout: 800ms
          BREAKER
      """;

  /** Runs the modes, and returns a report of each in the same order. */
  List<ModeReport> run(List<BadMode> modes) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(parallel);
    try {
      List<Future<ModeReport>> running = new ArrayList<>();
      for (BadMode mode : modes) {
        running.add(pool.submit(() -> run(mode)));
      }
      List<ModeReport> reports = new ArrayList<>();
      for (Future<ModeReport> report : running) {
        reports.add(report.get());
      }
      return reports;
    } catch (ExecutionException e) {
      throw new AssertionError("a mode could not be run", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private ModeReport run(BadMode mode) throws IOException {
    Path log = Files.createTempFile("drill", ".log");
    try (RawOrigin legacy = RawOrigin.start("legacy", BadMode.well());
        RawOrigin moved = RawOrigin.start("new", BadMode.well());
        DeadPort silent = DeadPort.silent()) {
      int port = mode.silent() ? silent.port() : moved.port();
      String table =
          TABLE
              .replace("BREAKER", openFor.isEmpty() ? "" : "breaker: { open-for: " + openFor + " }")
              .replace("LOG", log.toString())
              .replace("LEGACY", legacy.uri().toString())
              .replace("NEW", "http://127.0.0.1:" + port);
      Instant start;
      LoadReport load;
      try (TestProxy proxy = TestProxy.start(TestProxy.load(table), new BanyanOptions(2, false))) {
        if (!warmUp.isZero() && !mode.silent()) {
          load(proxy, warmUp);
        }
        moved.behave(mode.behavior());
        if (mode.refuses()) {
          moved.stopListening();
          moved.closeConnections();
        }
        start = Instant.now();
        load = load(proxy, length);
      }
      return new ModeReport(mode, load, LoggedRequest.read(log, start), executions(legacy, moved));
    } finally {
      Files.delete(log);
    }
  }

  private static LoadReport load(TestProxy proxy, Duration time) {
    return LoadClient.to(proxy.port())
        .rate(REQUESTS_PER_SECOND)
        .duration(time)
        .mix(MIX)
        .timeout(PATIENCE)
        .grace(PATIENCE)
        .run();
  }

  private static Map<String, Integer> executions(RawOrigin legacy, RawOrigin moved) {
    Map<String, Integer> all = new TreeMap<>(legacy.log().executionsByKey());
    moved.log().executionsByKey().forEach((key, count) -> all.merge(key, count, Integer::sum));
    return all;
  }
}
