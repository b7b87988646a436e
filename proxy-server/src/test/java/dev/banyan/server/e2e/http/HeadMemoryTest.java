package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.ReadTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Unfinished heads share a part of the memory; beyond it the next is refused, others are not. */
class HeadMemoryTest {
  private static final String PART = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(30 << 10);
  private static final int CROWD = 150;
  private static final String HITS = "banyan_client_limit_hits_total{limit=\"head-memory\"}";

  @Test
  void manyLargeUnfinishedHeadsLeaveMemoryToOthers() throws IOException {
    try (RawOrigin origin = RawOrigin.start("app", Edge.SIGNED);
        SmallProxy proxy = SmallProxy.start(table(origin), 64, 32)) {
      List<RawClient> crowd = new ArrayList<>();
      for (int i = 0; i < CROWD; i++) {
        crowd.add(proxy.client());
        crowd.get(i).trySend(PART);
      }
      Await.until("one is refused", Edge.SOON, () -> proxy.metrics().value(HITS) > 0);
      List<RawClient> held = crowd.stream().filter(HeadMemoryTest::isHeld).toList();
      MetricsText metrics = proxy.metrics();
      double bytes = metrics.value("banyan_client_head_bytes");
      double bound = metrics.value("banyan_client_head_bytes_max");
      assertTrue(bytes <= bound && bytes > bound / 2, bytes + " of " + bound);
      assertTrue(held.size() >= bound / (64 << 10), "held: " + held.size());
      assertTrue(held.size() < CROWD && metrics.value(HITS) >= CROWD - held.size());

      for (int i = 0; i < 20; i++) {
        try (RawClient other = proxy.client()) {
          other.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
          assertEquals(200, other.readResponse().status());
        }
      }
      held.get(0).send("\r\n\r\n").timeout(Edge.SOON);
      assertEquals(200, held.get(0).readResponse().status(), "what was held goes on");
      crowd.forEach(RawClient::close);
      Await.until(
          "all is given back",
          Edge.SOON,
          () -> proxy.metrics().value("banyan_client_head_bytes") == 0);
    }
  }

  @Test
  void largeHeadsOfRequestsUnderWayLeaveMemoryToOthers() throws IOException {
    CountDownLatch go = new CountDownLatch(1);
    Behavior held =
        Behaviors.when(
            each -> each.target().equals("/large"), Edge.held(go, Edge.SIGNED), Edge.SIGNED);
    try (RawOrigin origin = RawOrigin.start("app", held);
        SmallProxy proxy = SmallProxy.start(table(origin), 64, 32)) {
      List<RawClient> crowd = new ArrayList<>();
      for (int i = 0; i < CROWD; i++) {
        crowd.add(proxy.client());
        crowd.get(i).trySend(PART.replace("GET /", "GET /large") + "\r\n\r\n");
      }
      Await.until(
          "each is at the origin or refused",
          Edge.SOON,
          () -> origin.connectionsOpen() + (int) proxy.metrics().value(HITS) == CROWD);
      int refused = (int) proxy.metrics().value(HITS);
      assertTrue(refused > 0 && refused < CROWD * 2 / 3, "refused: " + refused);
      try (RawClient other = proxy.client()) {
        other.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertEquals(200, other.readResponse().status());
      }
      go.countDown();
      for (RawClient each : crowd) {
        refused -= each.timeout(Edge.SOON).readResponse().status() == 503 ? 1 : 0;
      }
      assertEquals(0, refused, "all others are answered");
      assertEquals(0, proxy.metrics().value("banyan_client_head_bytes"), "though they stay open");
      crowd.forEach(RawClient::close);
    }
  }

  private static String table(RawOrigin origin) {
    return """
    limits: { header-timeout: 5m }
    backends: { app: '%s' }
    legacy: app
    """
        .formatted(origin.uri());
  }

  /** Whether a client was told nothing; those that were got a 503 and a close. */
  private static boolean isHeld(RawClient client) {
    try {
      RawResponse told = client.timeout(Duration.ofMillis(20)).readResponse();
      assertEquals(503, told.status());
      assertEquals("close", told.header("Connection"));
      return false;
    } catch (ReadTimeoutException e) {
      return true;
    }
  }
}
