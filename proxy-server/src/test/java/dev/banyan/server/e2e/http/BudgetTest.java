package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.Security;
import dev.banyan.testkit.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A process with the heap and the direct memory of a container of 512 MiB carries what the budget
 * in {@code docs/operating.md} says, and each thing costs no more than its row there.
 */
@Tag("slow")
class BudgetTest {
  private static final Path PAGE = Path.of("../docs/operating.md");
  private static final Duration LATER = Duration.ofMinutes(2);
  private static final int HEAP_MIB = 128;
  private static final int DIRECT_MIB = 128;

  /** As many connections as an origin's backlog surely takes at once. */
  private static final int BURST = 20;

  private static final String GET = "GET %s HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String UPLOAD =
      "POST /kept HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(60 << 10);

  private static final Behavior BEHAVIOR =
      Behaviors.when(
          exchange -> exchange.target().equals("/get"),
          Answer.ok("here"),
          Behaviors.when(
              exchange -> exchange.target().equals("/download"),
              Answer.status(200).body(Payload.generated(1L << 40, 1)),
              Failures.hang()));

  @Test
  void whatIsPromisedFitsAndCostsNoMoreThanThePageSays() throws IOException {
    Security tls = Security.tls(TestCertificate.authority("budget").issue("127.0.0.1"));
    try (RawOrigin origin = RawOrigin.start("app", BEHAVIOR);
        RawOrigin secure = RawOrigin.start("secure", tls, BEHAVIOR);
        SmallProxy proxy = SmallProxy.start(table(origin, secure), HEAP_MIB, DIRECT_MIB);
        Crowd crowd = new Crowd(proxy.port())) {
      warmUp(proxy);
      Costs costs = new Costs(proxy);
      addUnused(crowd, 2_000);
      costs.assertEach("an unused connection of a client", 2_000);
      add(crowd, 400, GET.formatted("/wait"), origin, 0);
      costs.assertEach("a request that waits for its backend", 400);
      add(crowd, 100, GET.formatted("/secure"), secure, 0);
      costs.assertEach("a request that waits for a backend over TLS", 100);
      add(crowd, 200, UPLOAD, origin, 400);
      Await.until(
          "the bodies are kept",
          LATER,
          () -> proxy.metrics().value("banyan_replay_bytes") >= 200 * (60 << 10));
      costs.assertEach("an upload whose body is kept for a fallback", 200);
      crowd.addAnswered(100, GET.formatted("/download"));
      costs.assertEach("an answer that its client takes slowly", 100);

      assertServes(proxy);
      MetricsText metrics =
          Await.value(
              "all clients, and nobody else",
              LATER,
              proxy::metrics,
              now -> now.value("banyan_client_connections") == 2_800);
      assertEquals(0, metrics.value("banyan_direct_memory_failures_total"));
      double used = metrics.value("banyan_direct_memory_bytes");
      assertTrue(used < 0.8 * metrics.value("banyan_direct_memory_bytes_max"), "direct: " + used);
      costs.assertWithinBudget();
      assertTrue(proxy.alive());
    }
  }

  /** Only the last of some waits for its answer, so that they come in little time. */
  private static void addUnused(Crowd crowd, int count) throws IOException {
    for (int i = 0; i < count; i += BURST) {
      crowd.add(BURST - 1, GET.formatted("/get"));
      crowd.addAnswered(1, GET.formatted("/get"));
    }
  }

  /**
   * Adds clients, as fast as the origin takes their requests.
   *
   * @param held how many requests wait at the origin already; unused connections come and go
   */
  private static void add(Crowd crowd, int count, String request, RawOrigin origin, int held)
      throws IOException {
    for (int i = 1; i <= count; i++) {
      crowd.add(1, request);
      int open = held + i - BURST;
      Await.until("requests at the origin", LATER, () -> origin.connectionsOpen() >= open);
    }
    Await.until("all at the origin", LATER, () -> origin.connectionsOpen() >= held + count);
  }

  private static void warmUp(SmallProxy proxy) {
    try (RawClient client = proxy.client().timeout(Edge.SOON)) {
      for (int i = 0; i < 1_000; i++) {
        assertEquals(200, client.send(GET.formatted("/get")).readResponse().status());
      }
    }
  }

  private static void assertServes(SmallProxy proxy) {
    try (RawClient client = proxy.client().timeout(Edge.SOON)) {
      assertEquals(200, client.send(GET.formatted("/get")).readResponse().status());
    }
  }

  private static String table(RawOrigin origin, RawOrigin secure) {
    return """
    limits: { connections: 5000, idle-timeout: 5m, body-timeout: 5m, write-timeout: 5m }
    backends:
      app: { url: '%1$s', max-connections: 4000, connect-timeout: 1m, timeout: 5m }
      fresh: { url: '%1$s', max-connections: 4000, connect-timeout: 1m, timeout: 5m }
      secure:
        url: 'https://127.0.0.1:%2$d'
        tls: { insecure: true }
        connect-timeout: 1m
        timeout: 5m
    legacy: app
    routes:
      - { name: secure, match: { path: /secure }, legacy: secure }
      - name: kept
        match: { path: /kept }
        new: fresh
        share: 100%%
        timeout: 5m
        fallback: { methods: [POST] }
    """
        .formatted(origin.uri(), secure.port());
  }

  /** What each thing costs, beside what the page says. */
  private static final class Costs {
    private final SmallProxy proxy;
    private SmallProxy.Memory before;
    private long heapKib = 24 << 10;
    private long directKib = 16 << 10;

    Costs(SmallProxy proxy) throws IOException {
      this.proxy = proxy;
      this.before = proxy.memory();
    }

    void assertEach(String what, int count) throws IOException {
      Matcher row =
          Pattern.compile("\\| " + what + " \\| ([0-9]+) KiB \\| ([0-9]+) KiB \\|")
              .matcher(Files.readString(PAGE));
      assertTrue(row.find(), "docs/operating.md has no row: " + what);
      SmallProxy.Memory now = proxy.memory();
      double heap = (now.heapBytes() - before.heapBytes()) / 1024.0 / count;
      double direct = (now.directBytes() - before.directBytes()) / 1024.0 / count;
      before = now;
      System.out.printf("%s: %.1f KiB of heap, %.1f KiB of direct memory%n", what, heap, direct);
      int heapRow = Integer.parseInt(row.group(1));
      int directRow = Integer.parseInt(row.group(2));
      assertTrue(heap <= heapRow, what + ": heap " + heap);
      assertTrue(direct <= directRow, what + ": direct memory " + direct);
      heapKib += (long) count * heapRow;
      directKib += (long) count * directRow;
    }

    /** What is there is no more than the formula says, and that is no more than there may be. */
    void assertWithinBudget() {
      assertTrue(before.heapBytes() <= heapKib << 10, before + ", heap: " + heapKib + " KiB");
      assertTrue(before.directBytes() <= directKib << 10, before + ", buffers: " + directKib);
      assertTrue(2 * heapKib <= HEAP_MIB << 10, "heap: " + heapKib);
      assertTrue(directKib <= DIRECT_MIB << 10, "buffers: " + directKib);
    }
  }
}
