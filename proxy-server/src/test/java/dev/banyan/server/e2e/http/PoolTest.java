package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.DeadPort;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.Promptly;
import dev.banyan.testkit.RawClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pooled connections that went stale, and the bound on connections over all event loops. */
class PoolTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi";

  @Test
  void aConnectionThatTheBackendClosedWhileUnusedIsNotUsedAgain() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      for (int i = 0; i < 10; i++) {
        edge.assertServes(client);
        edge.origin().closeConnections();
        edge.awaitNoBackendConnection();
        assertEquals(200, client.send(POST).readResponse().status());
        edge.origin().resetConnections();
        edge.awaitNoBackendConnection();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"FIN", "RESET"})
  void aGetWhoseReusedConnectionDiesIsSentOnceMore(Ending how) {
    try (Edge edge = Edge.of(Failures.dieOnReuse(how, Edge.SIGNED));
        RawClient client = edge.client()) {
      edge.assertServes(client);
      edge.assertServes(client);
      assertEquals(3, edge.origin().executions("GET"));
      assertEquals(2, edge.origin().connectionsAccepted());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"FIN", "RESET"})
  void aPostWhoseReusedConnectionDiesIsSentOnce(Ending how) {
    Promptly.within(Duration.ofSeconds(1), () -> assertSentOnce(how));
  }

  private static void assertSentOnce(Ending how) {
    try (Edge edge = Edge.of(Failures.dieOnReuse(how, Edge.SIGNED));
        RawClient client = edge.client()) {
      edge.assertServes(client);
      assertEquals(502, client.send(POST).readResponse().status());
      assertEquals(1, edge.origin().executions("POST"));
      edge.assertServesOthers();
    }
  }

  @ParameterizedTest
  @CsvSource({"100000, 401, 2", "100000, 302, 2", "100000, 200, 2", "1000, 401, 1"})
  void noRequestFollowsALargeOneOnItsConnection(int bytes, int status, int connections) {
    Behavior refusing =
        Behaviors.when(
            exchange -> exchange.target().equals("/upload"), Answer.status(status), Edge.SIGNED);
    try (Edge edge = Edge.of(refusing);
        RawClient client = edge.client()) {
      client.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: " + bytes + "\r\n\r\n");
      client.send("x".repeat(bytes));
      assertEquals(status, client.readResponse().status());
      edge.assertServes(client);
      assertEquals(connections, edge.origin().connectionsAccepted());
    }
  }

  @Test
  void theBoundHoldsOverAllEventLoopsAndNobodyStarves() {
    Behavior busy = Behaviors.slow(Duration.ofMillis(5), Edge.SIGNED);
    try (Edge edge = Edge.backend(busy, "max-connections: 4, pending-timeout: 20s")) {
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        clients.add(edge.client());
      }
      for (int round = 0; round < 5; round++) {
        clients.forEach(client -> client.send(GET));
        for (RawClient client : clients) {
          assertEquals(200, client.readResponse().status());
          assertTrue(edge.app().connections() <= 4, "connections: " + edge.app().connections());
        }
      }
      clients.forEach(RawClient::close);
      assertTrue(edge.origin().connectionsOpen() <= 4);
      edge.awaitQuiet();
    }
  }

  @Test
  void aLoopGetsAPlaceThatAnotherHoldsUnused() {
    String keys = "max-connections: 1, pending-timeout: 60s, idle-timeout: 60s";
    try (Edge edge = Edge.backend(Edge.SIGNED, keys)) {
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        clients.add(edge.client());
      }
      for (int round = 0; round < 50; round++) {
        clients.forEach(edge::assertServes);
      }
      clients.forEach(RawClient::close);
      assertEquals(1, edge.app().connections());
    }
  }

  @Test
  void aRequestThatFindsNoPlaceToWaitIsTold() {
    String keys = "max-connections: 1, max-pending: 1, pending-timeout: 20s";
    try (Edge edge = Edge.backend(Failures.hang(), keys);
        RawClient first = edge.client().send(GET)) {
      edge.origin().awaitRequests(1, Edge.SOON);
      RawClient one = edge.client().send(GET);
      RawClient other = edge.client().send(GET);
      Await.until("each loop has one waiting", Edge.SOON, () -> edge.app().pending() == 2);
      for (int i = 0; i < 6; i++) {
        try (RawClient tooMany = edge.client().send(GET)) {
          assertEquals(503, tooMany.readResponse().status());
        }
      }
      edge.origin().behave(Edge.SIGNED);
      first.reset();
      assertEquals(200, one.readResponse().status());
      assertEquals(200, other.readResponse().status());
      one.close();
      other.close();
    }
  }

  @Test
  void aClientThatLeavesGivesItsPlaceToWaitBack() {
    String keys = "max-connections: 1, max-pending: 1, pending-timeout: 60s";
    try (Edge edge = Edge.backend(Failures.hang(), keys);
        RawClient first = edge.client().send(GET)) {
      edge.origin().awaitRequests(1, Edge.SOON);
      for (int round = 0; round < 3; round++) {
        RawClient one = edge.client().send(GET);
        RawClient other = edge.client().send(GET);
        Await.until("each loop has one waiting", Edge.SOON, () -> edge.app().pending() == 2);
        one.reset();
        other.reset();
        Await.until("nobody waits", Edge.SOON, () -> edge.app().pending() == 0);
      }
      assertEquals(1, edge.origin().executions());
      first.reset();
      edge.assertServesOthers();
    }
  }

  @Test
  void aRequestWaitsForAPlaceNoLongerThanItMay() {
    String keys = "max-connections: 1, pending-timeout: 150ms";
    try (Edge edge = Edge.backend(Failures.hang(), keys);
        RawClient first = edge.client().send(GET)) {
      edge.origin().awaitRequests(1, Edge.SOON);
      try (RawClient second = edge.client()) {
        assertEquals(503, second.send(POST).readResponse().status());
      }
      edge.origin().behave(Edge.SIGNED);
      first.reset();
      edge.awaitQuiet();
      edge.assertServesOthers();
      assertEquals(0, edge.origin().executions("POST"));
    }
  }

  @Test
  void anEndpointThatRefusesIsPassedOver() {
    try (DeadPort dead = DeadPort.refusing();
        Edge edge =
            Edge.of(
                Behaviors.signed(Answer.ok("hello")),
                "backends: { app: { urls: [LEGACY, 'http://127.0.0.1:"
                    + dead.port()
                    + "'] } }\nlegacy: app\n");
        RawClient client = edge.client()) {
      for (int i = 0; i < 20; i++) {
        edge.assertServes(client);
        edge.origin().closeConnections();
        edge.awaitNoBackendConnection();
        assertEquals(200, client.send(POST).readResponse().status());
      }
      assertEquals(20, edge.origin().executions("POST"));
    }
  }
}
