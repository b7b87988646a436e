package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand clients that are slow with their heads, with their bodies, with taking their
 * answers, or say nothing: others are served as before, memory is bounded, and time ends them all.
 *
 * <p>Where the limit of open files carries fewer, there are fewer, and the figures say how many.
 */
@Tag("slow")
class SlowCrowdTest {
  private static final int WANTED = 10_000;
  private static final int HEAP_MIB = 128;

  /** A bound that lets all answers wait for those who take them slowly: an eighth of it. */
  private static final int DIRECT_MIB = 1_024;

  private static final Duration LATER = Duration.ofMinutes(2);

  /** The time-outs of the first show; what gathers more slowly than half of it is shown again. */
  private static final Duration LIMIT = Duration.ofSeconds(16);

  private static final int SLOWER = 4;
  private static final int SAMPLES = 1_500;
  private static final int WARM_UPS = 3_000;

  /** As many connections as the origin's backlog surely takes at once. */
  private static final int BURST = 20;

  private static final String GET = "GET /get HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST_HEAD =
      "POST /post HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n12";
  private static final String SLOW_HEAD = "GET /head HTTP/1.1\r\nHost: a\r\nX-Slow: ";
  private static final String DOWNLOAD = "GET /download HTTP/1.1\r\nHost: a\r\n\r\n";

  /** What a connection may hold of the heap; what else is there counts too, if there are few. */
  private static final long MOST_HEAP_BYTES = 24 << 10;

  /** What a connection may hold of direct memory while no answer is under way. */
  private static final long WAITING_BYTES = 4 << 10;

  /**
   * The same while one is: up to a watermark, what one read brings, and as much for whole chunks.
   */
  private static final long READER_BYTES = 192 << 10;

  private final int all = Crowd.carried(WANTED);
  private final int heads = all * 40 / 100;
  private final int bodies = all * 5 / 100;
  private final int readers = all * 5 / 100;
  private final int idle = all * 25 / 100;
  private final int silent = all - heads - bodies - readers - idle;

  @Test
  void tenThousandSlowClientsLeaveOthersAlone() throws IOException {
    boolean shown = shown(LIMIT, false) || shown(LIMIT.multipliedBy(SLOWER), true);
    assertTrue(shown, "the crowd gathers too slowly");
  }

  /**
   * Returns false if the machine was too slow to learn anything: the crowd did not gather in half
   * of the limit, or others were not served as they were before, which is decided at the last try.
   */
  private boolean shown(Duration limit, boolean last) throws IOException {
    Answer endless = Answer.status(200).body(Payload.generated(1L << 40, 1));
    Behavior byPath =
        Behaviors.when(exchange -> exchange.target().equals("/download"), endless, Edge.SIGNED);
    try (RawOrigin origin = RawOrigin.start("app", byPath);
        SmallProxy proxy = SmallProxy.start(table(origin, limit), HEAP_MIB, DIRECT_MIB);
        Crowd crowd = new Crowd(proxy.port())) {
      Latency.measure(proxy, WARM_UPS, () -> {});
      Latency before = Latency.measure(proxy, SAMPLES, () -> {});
      awaitConnections(proxy, 0);
      SmallProxy.Memory empty = proxy.memory();

      long end = System.nanoTime() + limit.toNanos();
      long deadline = end - limit.toNanos() / 2;
      gatherWaiting(crowd, origin);
      awaitGathered(proxy, crowd, deadline);
      SmallProxy.Memory waiting = proxy.memory();
      crowd.addAnswered(readers, DOWNLOAD);
      awaitGathered(proxy, crowd, deadline);
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      SmallProxy.Memory full = proxy.memory();
      Latency during = Latency.measure(proxy, SAMPLES, () -> crowd.drip(2));
      awaitGathered(proxy, crowd, end);
      System.out.println(all + " slow clients: " + before + " before, " + during + " among them");
      if (System.nanoTime() - end > 0 || (!last && !during.isLike(before))) {
        return false;
      }
      assertTrue(during.isLike(before), during::toString);
      assertHolds("one that waits", empty, waiting, all - readers, WAITING_BYTES);
      assertHolds("one with an answer under way", waiting, full, readers, READER_BYTES);
      assertEndedByTime(proxy);
      Latency.measure(proxy, 1, () -> {});
      return true;
    }
  }

  private void gatherWaiting(Crowd crowd, RawOrigin origin) throws IOException {
    crowd.addDripping(heads, SLOW_HEAD);
    for (int i = 1; i <= bodies; i++) {
      crowd.add(1, POST_HEAD);
      int open = i - BURST;
      Await.until("bodies at the origin", LATER, () -> origin.connectionsOpen() >= open);
    }
    crowd.addAnswered(idle, GET);
    crowd.add(silent, "");
  }

  private static String table(RawOrigin origin, Duration limit) {
    return """
    limits:
      header-timeout: %1$ds
      body-timeout: %1$ds
      idle-timeout: %1$ds
      write-timeout: %1$ds
      connections: 12000
    backends: { app: { url: '%2$s', max-connections: 4000 } }
    legacy: app
    """
        .formatted(limit.toSeconds(), origin.uri());
  }

  /** Waits until the whole crowd is there, or it is too late for it. */
  private static void awaitGathered(SmallProxy proxy, Crowd crowd, long deadline) {
    Await.until(
        "the crowd",
        LATER,
        () ->
            proxy.metrics().value("banyan_client_connections") == crowd.size()
                || System.nanoTime() - deadline > 0);
  }

  private static void awaitConnections(SmallProxy proxy, int count) {
    Await.value(
        "client connections",
        LATER,
        () -> proxy.metrics().value("banyan_client_connections"),
        open -> open == count);
  }

  private static void assertHolds(
      String what, SmallProxy.Memory before, SmallProxy.Memory after, int count, long most) {
    long heap = (after.heapBytes() - before.heapBytes()) / count;
    long direct = (after.directBytes() - before.directBytes()) / count;
    System.out.println(what + " holds " + heap + " bytes of heap, " + direct + " of direct memory");
    assertTrue(heap < MOST_HEAP_BYTES, what + ": " + heap + " bytes of heap");
    assertTrue(direct < most, what + ": " + direct + " bytes of direct memory");
  }

  /** Each kind of client runs into its own time-out, and into no other. */
  private void assertEndedByTime(SmallProxy proxy) {
    awaitConnections(proxy, 0);
    MetricsText metrics = proxy.metrics();
    assertEquals(heads, hits(metrics, "header-timeout"));
    assertEquals(bodies, hits(metrics, "body-timeout"));
    assertEquals(idle + silent, hits(metrics, "idle-timeout"));
    assertEquals(readers, hits(metrics, "write-timeout"));
    assertEquals(0, hits(metrics, "connections"));
    assertEquals(0, metrics.value("banyan_client_head_bytes"));
  }

  private static double hits(MetricsText metrics, String limit) {
    return metrics.value("banyan_client_limit_hits_total{limit=\"" + limit + "\"}");
  }

  /** How long a client that is not slow waits for its answers. */
  private record Latency(long p50Nanos, long p99Nanos) {
    static Latency measure(SmallProxy proxy, int requests, Runnable between) {
      long[] nanos = new long[requests];
      try (RawClient client = proxy.client().timeout(Edge.SOON)) {
        for (int i = 0; i < requests; i++) {
          long start = System.nanoTime();
          client.send(GET);
          assertEquals(200, client.readResponse().status());
          nanos[i] = System.nanoTime() - start;
          between.run();
        }
      }
      Arrays.sort(nanos);
      return new Latency(nanos[requests / 2], nanos[requests * 99 / 100]);
    }

    /** Whether requests take about as long as they did before. */
    boolean isLike(Latency before) {
      return p50Nanos < 5 * before.p50Nanos + 5_000_000
          && p99Nanos < 10 * before.p99Nanos + 100_000_000;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "p50 %.2f ms, p99 %.2f ms", p50Nanos / 1e6, p99Nanos / 1e6);
    }
  }
}
