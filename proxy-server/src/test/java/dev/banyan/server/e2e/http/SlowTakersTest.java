package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that ask for more and more and take nothing, or 1 KB a second: memory stays within its
 * bounds, and all others are served.
 */
class SlowTakersTest {
  private static final int MIB = 1 << 20;
  private static final Duration LATER = Duration.ofSeconds(60);

  /** How long it may take on a busy machine until what is written is more than what is taken. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(120);

  /** How many of the others' requests are made once the memory was full for the first time. */
  private static final int SERVED_BEYOND = 60;

  private static final String HITS = "banyan_client_limit_hits_total{limit=\"answer-memory\"}";

  /** Beside the answers that wait: what loops work with. */
  private static final double OTHER_BYTES = 24 * MIB;

  /** What they ask for; some of it is long, so that the system's buffers are soon full of it. */
  private static final String[] ASKED = {
    "GET /respond", "GET /redirect", "GET /respond", "GET /a%2Fb", "GET /respond", "OPTIONS /",
    "GET /respond", "GET /304", "GET /respond", "GET /204", "GET /respond", "HEAD /",
  };

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(ints = {0, 1_024})
  void aThousandThatTakeTooLittleKeepNothingFromOthers(int bytesASecond) throws IOException {
    assertOthersAreServed(1_000, bytesASecond, 128);
  }

  @Tag("slow")
  @Test
  void aHundredThatTakeTooLittleKeepNothingFromOthers() throws IOException {
    assertOthersAreServed(100, 1_024, 48);
  }

  private static void assertOthersAreServed(int takers, int bytesASecond, int mib)
      throws IOException {
    Behavior byPath =
        Behaviors.when(
            each -> each.target().startsWith("/304"),
            Answer.status(304),
            Behaviors.when(
                each -> each.target().startsWith("/204"), Answer.status(204), Edge.SIGNED));
    try (RawOrigin origin = RawOrigin.start("app", byPath);
        SmallProxy proxy = SmallProxy.start(table(origin), mib, mib);
        SlowTakers crowd = new SlowTakers(proxy.port())) {
      crowd.start(takers, ASKED, bytesASecond);
      long begun = System.nanoTime();
      double most = 0;
      double mostHeld = 0;
      int served = 0;
      while (served < SERVED_BEYOND && System.nanoTime() - begun < LONGEST_NANOS) {
        MetricsText metrics = proxy.metrics();
        int more = serveOne(proxy);
        served += metrics.value(HITS) > 0 ? more : 0;
        most = Math.max(most, metrics.value("banyan_direct_memory_bytes"));
        mostHeld = Math.max(mostHeld, metrics.value("banyan_client_answer_bytes"));
      }
      MetricsText metrics = proxy.metrics();
      double bound = metrics.value("banyan_client_answer_bytes_max");
      System.out.printf(
          "%d served in %d ms; held %.1f MiB of %.1f, direct memory %.1f MiB, %.0f reset, sent"
              + " %d%n",
          served,
          (System.nanoTime() - begun) / 1_000_000,
          mostHeld / MIB,
          bound / MIB,
          most / MIB,
          metrics.value(HITS),
          crowd.sent());
      assertTrue(metrics.value(HITS) > 0, "none was reset");
      assertTrue(served >= SERVED_BEYOND, "served: " + served);
      assertTrue(mostHeld < 2 * bound, mostHeld + " of " + bound);
      assertTrue(most < bound + OTHER_BYTES, "direct memory: " + most);
      assertEquals(0, metrics.value("banyan_direct_memory_failures_total"));
      assertTrue(proxy.alive());
    }
  }

  /** Asserts that ten requests of one who takes his answers are served. */
  private static int serveOne(SmallProxy proxy) {
    int served = 0;
    try (RawClient other = proxy.client().timeout(LATER)) {
      for (; served < 10; served++) {
        other.send("GET /other HTTP/1.1\r\nHost: a\r\n\r\n");
        assertEquals(200, other.readResponse().status());
      }
    }
    return served;
  }

  private static String table(RawOrigin origin) {
    return """
    backends: { app: { url: '%1$s', max-connections: 400, max-pending: 4000 }, shop: '%1$s' }
    legacy: app
    routes:
      - { name: shop, match: { path: /other }, legacy: shop }
      - { name: closed, match: { path: /respond }, respond: { status: 403, body: %2$s } }
      - { name: moved, match: { path: /redirect }, redirect: 'https://shop.example/' }
      - { name: one, match: { path: /a/b }, respond: 403 }
    """
        .formatted(origin.uri(), "x".repeat(32 << 10));
  }
}
