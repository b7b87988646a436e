package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How long a client may take, and how many may come. */
class TimeoutsTest {
  private static final Duration PAUSE = Duration.ofMillis(60);
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void aHeadThatComesDropByDropIsCutOff() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ header-timeout: 300ms }");
        RawClient client = edge.client()) {
      for (int i = 0; i < 100 && !client.closed(); i++) {
        client.trySend(i == 0 ? "GET / HTTP/1.1\r\n" : "X-" + i + ": 1\r\n");
      }
      RawResponse answer = client.readResponse();
      assertEquals(408, answer.status(), answer::toString);
      assertEquals("close", answer.header("Connection"));
      assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
      assertEquals(0, edge.origin().connectionsAccepted());
    }
  }

  @Test
  void aPartialHeadBehindASlowRequestIsTimedByItself() {
    Behavior slow = Behaviors.slow(Duration.ofMillis(1500), Edge.SIGNED);
    try (Edge edge = Edge.limited(slow, "{ header-timeout: 1s }");
        RawClient client = edge.client()) {
      client.sendPieces(PAUSE, "GET / HT", "TP/1.1\r\nHost: a\r\n\r\nGET / HT");
      assertEquals(200, client.readResponse().status());
      assertEquals(408, client.readResponse().status());
      assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
    }
  }

  @Test
  void aBodyThatPausesIsCutOff() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ body-timeout: 200ms }");
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n123");
      RawResponse answer = client.readResponse();
      assertEquals(408, answer.status(), answer::toString);
      assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
      edge.awaitNoBackendConnection();
      assertEquals(0, edge.origin().executions());
      edge.assertServesOthers();
    }
  }

  @Test
  void aBodyMayTakeLongIfItNeverPauses() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ body-timeout: 2s }");
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n");
      String[] pieces = new String[50];
      Arrays.fill(pieces, "x");
      client.sendPieces(PAUSE, pieces);
      assertEquals(200, client.readResponse().status());
      edge.assertServes(client);
    }
  }

  @Test
  void anUnusedConnectionIsClosedWithoutAWord() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ idle-timeout: 1s }");
        RawClient silent = edge.client();
        RawClient client = edge.client()) {
      edge.assertServes(client);
      assertEquals(0, client.readUntilClose().bytes().length());
      assertEquals(0, silent.readUntilClose().bytes().length());
    }
  }

  @Test
  void aClientThatTakesNothingIsCutOffAndItsBackendRequestCancelled() {
    Answer endless = Answer.status(200).body(Payload.generated(1L << 40, 1));
    try (Edge edge = Edge.limited(endless, "{ write-timeout: 300ms }");
        RawClient client = RawClient.connect(edge.proxy().port(), 8 << 10)) {
      client.send(GET);
      edge.origin().awaitRequests(1, Edge.SOON);
      edge.awaitNoBackendConnection();
      edge.assertServesOthers();
    }
  }

  @Test
  void aClientThatTakesItsAnswerSlowlyIsNotCutOff() {
    Payload payload = Payload.generated(16 << 20, 4);
    try (Edge edge =
            Edge.limited(
                Answer.status(200).body(payload), "{ write-timeout: 2s, idle-timeout: 2s }");
        RawClient client = RawClient.connect(edge.proxy().port(), 16 << 10)) {
      client.send(GET);
      assertEquals(200, client.readHead().status());
      for (int i = 0; i < 30; i++) {
        assertEquals(512 << 10, client.readBytes(512 << 10).length);
        LockSupport.parkNanos(2 * PAUSE.toNanos());
      }
      assertEquals(1 << 20, client.readBytes(1 << 20).length);
      edge.origin().behave(Edge.SIGNED);
      edge.assertServes(client);
    }
  }

  @Test
  void connectionsAboveTheLimitAreClosedAndOthersServed() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ connections: 3 }")) {
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        clients.add(edge.client());
        edge.assertServes(clients.get(i));
      }
      try (RawClient tooMany = edge.client()) {
        assertEquals(0, tooMany.readUntilClose().bytes().length());
      }
      clients.forEach(edge::assertServes);
      clients.remove(0).close();
      Await.until("a place is free", Edge.SOON, () -> servesAnother(edge));
      clients.forEach(RawClient::close);
      assertTrue(edge.origin().connectionsOpen() <= 2);
    }
  }

  private static boolean servesAnother(Edge edge) {
    try (RawClient another = edge.client()) {
      return another.trySend(GET) && another.readResponse().status() == 200;
    }
  }
}
