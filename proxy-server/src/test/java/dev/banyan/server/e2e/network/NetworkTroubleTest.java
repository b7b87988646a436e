package dev.banyan.server.e2e.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.cli.ForkedBanyan;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Aside;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.LoadClient;
import dev.banyan.testkit.LoadMix;
import dev.banyan.testkit.LoadOutcome;
import dev.banyan.testkit.LoadReport;
import dev.banyan.testkit.LoadRequest;
import dev.banyan.testkit.LoadResult;
import dev.banyan.testkit.RawOrigin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The network between the proxy and new goes wrong under a steady load, and comes back. The proxy
 * runs in a network namespace of its own; clients and legacy are at the end of a cable that stays
 * well, new at the end of another.
 */
@Tag("nightly")
@Tag("namespaces")
class NetworkTroubleTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration LOAD = Duration.ofSeconds(10);
  private static final long BEGIN_MILLIS = 2_000;
  private static final long END_MILLIS = 7_000;

  /** Connecting to two addresses' worth of new, its time-out, legacy, and a busy machine. */
  private static final Duration MOST_LATENCY = Duration.ofSeconds(4);

  private static final LoadMix MIX =
      LoadMix.of(
          new LoadMix.Weighted(3, LoadRequest.of("GET", "/shop/a")),
          new LoadMix.Weighted(1, LoadRequest.of("POST", "/shop/b", "x".repeat(300))));

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void noReadIsLostAndNoWriteIsDoneTwice(Trouble trouble) throws Exception {
    try (Namespace namespace = Namespace.create();
        RawOrigin legacy = origin(Namespace.WELL_HERE, "legacy");
        RawOrigin moved = origin(Namespace.TROUBLED_HERE, "new");
        ForkedBanyan banyan = run(namespace, legacy, moved)) {
      InetSocketAddress proxy = listening(banyan);
      LoadReport before = load(proxy).duration(Duration.ofSeconds(2)).run();
      assertEquals(List.of(), lost(before, legacy, moved));
      assertTrue(servedByNew(before) > 50, "new served " + servedByNew(before));

      CompletableFuture<LoadReport> loaded =
          Aside.run("load", () -> load(proxy).duration(LOAD).seed(2).run());
      TimeUnit.MILLISECONDS.sleep(BEGIN_MILLIS);
      trouble.begin(namespace);
      TimeUnit.MILLISECONDS.sleep(END_MILLIS - BEGIN_MILLIS);
      trouble.end(namespace);
      LoadReport during = loaded.get(120, TimeUnit.SECONDS);

      print(trouble, during);
      assertEquals(List.of(), lost(during, legacy, moved));
      if (trouble.total()) {
        banyan.awaitMessage("route shop: breaker open");
        LoadReport late = during.between(Duration.ofMillis(5_500), Duration.ofMillis(6_500));
        assertEquals(0, servedByNew(late), "new is out of reach");
        assertEquals(late.size(), late.where(LoadResult::succeeded).size(), "legacy answers all");
      }
      awaitNewServes(proxy);
    }
  }

  /** What users must never see: a read that failed, a write done twice, or a wait without end. */
  private static List<String> lost(LoadReport report, RawOrigin legacy, RawOrigin moved) {
    return report.results().stream()
        .filter(result -> {
          int executions = legacy.executionsOf(result.key()) + moved.executionsOf(result.key());
          boolean twice = executions > 1 && result.request().method().equals("POST");
          boolean late = result.latencyNanos() > MOST_LATENCY.toNanos();
          return twice || late || !mayEndSo(result);
        })
        .map(Object::toString)
        .toList();
  }

  private static boolean mayEndSo(LoadResult result) {
    if (result.outcome() != LoadOutcome.ANSWERED) {
      return false;
    }
    boolean failedWrite =
        result.request().method().equals("POST")
            && (result.status() == 502 || result.status() == 504);
    return result.status() == 200 || failedWrite;
  }

  private static int servedByNew(LoadReport report) {
    return report.where(result -> result.servedBy().equals("new")).size();
  }

  private static void awaitNewServes(InetSocketAddress proxy) {
    Await.until(
        "new serves its share again",
        SOON,
        () -> {
          LoadReport report = load(proxy).duration(Duration.ofSeconds(1)).seed(3).run();
          return servedByNew(report) > 30 && report.where(LoadResult::succeeded).size() == 100;
        });
  }

  private static void print(Trouble trouble, LoadReport during) {
    System.out.println(
        trouble
            + ": "
            + during.countBy(LoadResult::status)
            + ", served by new "
            + servedByNew(during)
            + ", p99 "
            + during.latency(0.99).toMillis()
            + " ms, most "
            + during.latency(1).toMillis()
            + " ms");
  }

  private static LoadClient load(InetSocketAddress proxy) {
    return LoadClient.to(proxy).rate(100).mix(MIX);
  }

  private static RawOrigin origin(String address, String name) {
    return RawOrigin.startAt(address, name, Behaviors.signed(Answer.ok("hello")));
  }

  private static InetSocketAddress listening(ForkedBanyan banyan) {
    String port = banyan.awaitMessage("listening on [0-9.]+:([0-9]+)");
    return new InetSocketAddress(Namespace.WELL_THERE, Integer.parseInt(port));
  }

  private ForkedBanyan run(Namespace namespace, RawOrigin legacy, RawOrigin moved)
      throws IOException {
    String table =
        """
        listen: %s:0
        admin: off
        access-log: off
        backends:
          old: { url: '%s', connect-timeout: 500ms }
          fresh: { url: '%s', connect-timeout: 500ms }
        legacy: old
        routes:
          - name: shop
            match: { path: /shop/** }
            new: fresh
            share: 50%%
            timeout: 500ms
            breaker: { minimum-calls: 10, window: 20, open-for: 1s, probes: 2 }
        """
            .formatted(Namespace.WELL_THERE, legacy.uri(), moved.uri());
    Path file = Files.writeString(folder.resolve("routes.yaml"), table);
    return ForkedBanyan.startBehind(namespace.command(), folder, "run", file.toString());
  }
}
