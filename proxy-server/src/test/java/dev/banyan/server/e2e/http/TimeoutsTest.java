package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.WaitingTest;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** How long a client may take, and how many may come. */
class TimeoutsTest {
  private static final Duration PAUSE = Duration.ofMillis(60);
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @WaitingTest
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

  @WaitingTest
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

  @WaitingTest
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

  @WaitingTest
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

  @WaitingTest
  void whoSendsSlowlyAndReadsLastSeesAnAnswerThatCameEarly() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ body: 1KiB }");
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n");
      for (int i = 0; i < 80; i++) {
        client.sendPieces(PAUSE, "x".repeat(25));
      }
      assertEquals(413, client.readResponse().status());
      client.halfClose();
      assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
    }
  }

  @WaitingTest
  void whoSendsOnForeverBehindItsAnswerIsCutOff() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ body: 1KiB, body-timeout: 1s }");
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n");
      assertEquals(413, client.readResponse().status());
      while (client.trySend("x")) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      edge.assertServesOthers();
    }
  }

  @WaitingTest
  void anUnusedConnectionIsClosedWithoutAWord() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ idle-timeout: 2s }");
        RawClient silent = edge.client();
        RawClient client = edge.client()) {
      edge.assertServes(client);
      assertEquals(0, client.readUntilClose().bytes().length());
      assertEquals(0, silent.readUntilClose().bytes().length());
    }
  }

  @WaitingTest
  void aRequestThatCrossesTheEndOfAnUnusedConnectionMeetsNoReset() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ idle-timeout: 300ms }");
        RawClient client = edge.client()) {
      edge.assertServes(client);
      assertEquals(Ending.FIN, client.readUntilClose().ending());
      for (int i = 0; i < 10; i++) {
        assertTrue(client.trySend(GET), "reset");
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  @WaitingTest
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

  @WaitingTest
  void aClientThatTakesNothingGainsNoTimeByABodyThatComesDropByDrop() {
    Payload endless = Payload.generated(1L << 40, 1);
    Behavior early =
        exchange -> {
          exchange.execute();
          exchange.wire().write("HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\n");
          try (InputStream bytes = endless.open()) {
            for (byte[] piece = bytes.readNBytes(1 << 16); piece.length > 0; ) {
              exchange.wire().write(piece);
            }
          }
        };
    String limits = "{ write-timeout: 300ms, body-timeout: 10s }";
    try (Edge edge = Edge.limited(early, limits);
        RawClient client = RawClient.connect(edge.proxy().port(), 8 << 10)) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
      edge.origin().awaitRequests(1, Edge.SOON);
      Await.until(
          "it is cut off",
          Edge.SOON,
          () -> {
            boolean taken = client.trySend("x");
            LockSupport.parkNanos(PAUSE.toNanos());
            return !taken;
          });

      new Counted(edge).awaitHits("write-timeout", 1);
      edge.awaitNoBackendConnection();
    }
  }

  @WaitingTest
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

  @WaitingTest
  void everyTimeOutIsCounted() {
    Answer endless = Answer.status(200).body(Payload.generated(1L << 40, 1));
    Behavior byPath =
        Behaviors.when(exchange -> exchange.target().equals("/hang"), Failures.hang(), endless);
    String limits =
        "{ header-timeout: 500ms, body-timeout: 600ms, idle-timeout: 2s, write-timeout: 1s,"
            + " half-close: 200ms }";
    try (Edge edge = Edge.limited(byPath, limits);
        RawClient slowHead = edge.client().send("GET / HT");
        RawClient slowBody =
            edge.client().send("POST /hang HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n123");
        RawClient idle = edge.client();
        RawClient slowReader = RawClient.connect(edge.proxy().port(), 8 << 10).send(GET);
        RawClient left = edge.client().send(GET.replace("/ ", "/hang ")).halfClose()) {
      Counted counted = new Counted(edge);
      counted.awaitHits("header-timeout", 1);
      counted.awaitHits("body-timeout", 1);
      counted.awaitHits("idle-timeout", 1);
      counted.awaitHits("write-timeout", 1);
      counted.awaitHits("half-close", 1);
      assertEquals(408, slowHead.readResponse().status());
      assertEquals(408, slowBody.readResponse().status());
      assertEquals(0, idle.readUntilClose().bytes().length());
      assertEquals(0, left.readUntilClose().bytes().length());
      assertTrue(slowReader.readUntilClose().bytes().length() > 0);
      counted.await("banyan_client_timeouts_total", 2);
      Await.until("all are gone", Edge.SOON, () -> counted.value("banyan_client_connections") == 0);
    }
  }

  @WaitingTest
  void emptyLinesGainNoTime() {
    // Far from the ninth empty line, which is refused.
    Duration pause = Duration.ofMillis(300);
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ idle-timeout: 1s, header-timeout: 1s }");
        RawClient client = edge.client()) {
      Await.until(
          "the connection is closed",
          Edge.SOON,
          () -> {
            boolean taken = client.trySend("\r") && client.trySend("\n");
            LockSupport.parkNanos(pause.toNanos());
            return !taken || client.closed();
          });
      new Counted(edge).awaitHits("idle-timeout", 1);
    }
  }
}
