package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections are kept on both sides, and closed where one of the sides says so. */
@SuppressWarnings("StringConcatToTextBlock") // the lines end with CRLF
class KeepAliveTest {
  private static final int LOOPS = 2;

  @Test
  void oneClientConnectionServesManyRequestsOverOneBackendConnection() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      for (int i = 0; i < 200; i++) {
        edge.assertServes(client);
      }
      assertEquals(1, edge.origin().connectionsAccepted());
      assertEquals(200, edge.origin().executions());
    }
  }

  @Test
  void eachEventLoopKeepsItsOwnConnections() {
    try (Edge edge = Edge.of(Edge.SIGNED)) {
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        clients.add(edge.client());
      }
      for (int round = 0; round < 5; round++) {
        clients.forEach(edge::assertServes);
      }
      clients.forEach(RawClient::close);
      assertEquals(LOOPS, edge.origin().connectionsAccepted());
      Await.until("all are unused", Edge.SOON, () -> edge.app().idleConnections() == LOOPS);
    }
  }

  @Test
  void anUnusedBackendConnectionIsClosedAfterItsIdleTimeout() {
    try (Edge edge = Edge.backend(Edge.SIGNED, "idle-timeout: 100ms");
        RawClient client = edge.client()) {
      edge.assertServes(client);
      edge.awaitNoBackendConnection();
      edge.assertServes(client);
      assertEquals(2, edge.origin().connectionsAccepted());
    }
  }

  @Test
  void aClientThatAsksForCloseGetsItAfterTheAnswer() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals("hello", answer.text());
      assertEquals("close", answer.header("Connection"));
      assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
      assertFalse(edge.origin().requests().get(0).headers().has("Connection"));
      edge.assertServesOthers();
    }
  }

  @Test
  void whatFollowsARequestThatAsksForCloseIsNeverAnswered() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send(
          "GET /1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
              + "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      assertEquals(0, client.readUntilClose().bytes().length());
      assertEquals(1, edge.origin().executions());
    }
  }

  @Test
  void aBackendThatClosesDoesNotCloseTheClient() {
    try (Edge edge = Edge.of(Answer.ok("bye").close());
        RawClient client = edge.client()) {
      for (int i = 0; i < 5; i++) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        RawResponse answer = client.readResponse();
        assertEquals("bye", answer.text());
        assertFalse(answer.headers().has("Connection"));
      }
      assertEquals(5, edge.origin().connectionsAccepted());
      edge.awaitNoBackendConnection();
    }
  }

  @Test
  void emptyLinesBeforeARequestAreSkipped() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send("\r\n");
      edge.assertServes(client);
      client.send("\r");
      client.send("\n");
      edge.assertServes(client);
      client.sendByteByByte("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, client.readResponse().status());
    }
  }

  @Test
  void aRequestMayComeByteByByte() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.sendByteByByte(
          "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "3;x=y\r\nabc\r\n0A\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      assertEquals("abc0123456789", edge.origin().requests().get(0).body().text());
      edge.assertServes(client);
      assertTrue(edge.origin().log().malformedRequests().isEmpty());
    }
  }
}
