package dev.banyan.server.e2e.reload;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Aside;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.LoadClient;
import dev.banyan.testkit.LoadMix;
import dev.banyan.testkit.LoadOutcome;
import dev.banyan.testkit.LoadRequest;
import dev.banyan.testkit.LoadResult;
import dev.banyan.testkit.RawOrigin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tables that change all the time under load: no request is lost, and nothing is left behind. */
@Tag("slow")
@Timeout(300)
class ThousandReloadsTest {
  private static final int RELOADS = 1_000;
  private static final int WARM_UP = 200;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Set<String> NAMED =
      Set.of("moved", "steady", "unmatched", "old", "fresh", "aside");
  private static final long MOST_HEAP_GROWTH = 12L << 20;

  private final RawOrigin legacy = RawOrigin.start("legacy", Behaviors.signed(Answer.ok("hello")));
  private final RawOrigin moved = RawOrigin.start("new", Behaviors.signed(Answer.ok("hello")));
  private final RawOrigin second = RawOrigin.start("second", Behaviors.signed(Answer.ok("hello")));
  private final ChangingTable tables = new ChangingTable(legacy, moved, second);
  private final TestProxy proxy =
      TestProxy.start(TestProxy.load(tables.text(0)), new BanyanOptions(2, false));

  @AfterEach
  void close() {
    proxy.close();
    legacy.close();
    moved.close();
    second.close();
  }

  @Test
  void loseNoRequestAndLeaveNothingBehind() throws Exception {
    List<LoadResult> warmUp = underLoad(0, WARM_UP);
    Footprint before = quiet();
    List<LoadResult> results = underLoad(WARM_UP, WARM_UP + RELOADS);
    Footprint after = quiet();

    System.out.println(
        "Reloads: "
            + RELOADS
            + " during "
            + results.size()
            + " requests; before "
            + before
            + ", after "
            + after);
    assertAll(
        () -> assertEquals(List.of(), lost(warmUp), "lost while warming up"),
        () -> assertEquals(List.of(), lost(results), "lost"),
        () -> assertTrue(results.size() > RELOADS / 2, "requests: " + results.size()),
        () -> assertTrue(moved.executions() > 0, "new was asked"),
        () -> assertTrue(legacy.executions() > 0, "legacy was asked"),
        () -> assertEquals(NAMED, withoutOther(after.named()), "routes and backends with meters"),
        () -> assertClose(before.descriptors(), after.descriptors(), "descriptors"),
        () -> assertClose(before.threads(), after.threads(), "threads"),
        () ->
            assertTrue(
                after.heapBytes() - before.heapBytes() < MOST_HEAP_GROWTH,
                "heap: " + before.heapBytes() + " to " + after.heapBytes()));
  }

  /** What ends when its route is gone already is counted as other. */
  private static Set<String> withoutOther(Set<String> named) {
    Set<String> rest = new HashSet<>(named);
    rest.remove("other");
    return rest;
  }

  /** Threads and descriptors of the JVM itself come and go. */
  private static void assertClose(long before, long after, String what) {
    assertTrue(Math.abs(after - before) <= 4, what + ": " + before + " to " + after);
  }

  /** Loads the tables of these numbers one after the other while clients go on asking. */
  private List<LoadResult> underLoad(int from, int to) throws Exception {
    AtomicBoolean reloading = new AtomicBoolean(true);
    CompletableFuture<List<LoadResult>> load = Aside.run("load", () -> loadWhile(reloading));
    try {
      for (int number = from + 1; number < to; number++) {
        reload(number);
      }
      reload(0);
    } finally {
      reloading.set(false);
    }
    return load.get(120, TimeUnit.SECONDS);
  }

  private void reload(int number) throws Exception {
    proxy.banyan().reload(TestProxy.load(tables.text(number))).get(60, TimeUnit.SECONDS);
  }

  private List<LoadResult> loadWhile(AtomicBoolean reloading) {
    LoadMix mix =
        LoadMix.of(
                new LoadMix.Weighted(4, LoadRequest.of("GET", "/moved/a")),
                new LoadMix.Weighted(2, LoadRequest.of("POST", "/moved/b", "x".repeat(500))),
                new LoadMix.Weighted(1, LoadRequest.of("POST", "/steady", "y")),
                new LoadMix.Weighted(1, LoadRequest.of("GET", "/moved/extra/c")),
                new LoadMix.Weighted(1, LoadRequest.of("GET", "/other")))
            .users(100, user -> "Cookie: user=" + user);
    List<LoadResult> results = new ArrayList<>();
    for (int seed = 1; reloading.get(); seed++) {
      LoadClient load = LoadClient.to(proxy.port()).mix(mix).seed(seed).rate(800).connections(64);
      results.addAll(load.duration(Duration.ofSeconds(1)).run().results());
    }
    return results;
  }

  private static List<LoadResult> lost(List<LoadResult> results) {
    return results.stream()
        .filter(result -> result.outcome() != LoadOutcome.ANSWERED || result.status() != 200)
        .toList();
  }

  /** What the proxy holds once its clients and its idle connections are gone. */
  private Footprint quiet() {
    Await.until(
        "no connection to a backend",
        SOON,
        () ->
            legacy.connectionsOpen() == 0
                && moved.connectionsOpen() == 0
                && second.connectionsOpen() == 0);
    Await.value(
        "descriptors that no longer change",
        SOON,
        Footprint::openDescriptors,
        now -> now == Footprint.openDescriptors());
    return Footprint.of(proxy.banyan());
  }
}
