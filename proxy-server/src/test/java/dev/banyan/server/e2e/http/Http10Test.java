package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.RecordedRequest;
import org.junit.jupiter.api.Test;

/** Clients and backends that speak HTTP/1.0. */
class Http10Test {
  private static final Payload BODY = Payload.generated(200_000, 10);

  @Test
  void aClientIsAnsweredAndClosed() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send("GET /old HTTP/1.0\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals("hello", answer.text());
      assertEquals("close", answer.header("Connection"));
      assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
      RecordedRequest seen = edge.origin().requests().get(0);
      assertEquals("HTTP/1.1", seen.version());
      assertEquals("127.0.0.1:" + edge.origin().port(), seen.headers().first("Host").orElse(""));
    }
  }

  @Test
  void aClientThatAsksForItIsKept() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      for (int i = 0; i < 5; i++) {
        client.send("POST / HTTP/1.0\r\nConnection: Keep-Alive\r\nContent-Length: 3\r\n\r\nabc");
        RawResponse answer = client.readResponse();
        assertEquals("hello", answer.text());
        assertEquals("keep-alive", answer.header("Connection"));
      }
      assertEquals(1, edge.origin().connectionsAccepted());
      assertEquals("abc", edge.origin().requests().get(4).body().text());
      client.send("GET / HTTP/1.0\r\n\r\n");
      assertEquals("close", client.readResponse().header("Connection"));
      assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
    }
  }

  @Test
  void aChunkedAnswerBecomesDelimitedByClose() {
    try (Edge edge = Edge.of(Answer.status(200).body(BODY).chunked(5_000).trailer("X-Sum", "1"));
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertFalse(answer.headers().has("Transfer-Encoding"));
      assertEquals("close", answer.header("Connection"));
      assertEquals(BODY.sha256(), answer.body().sha256());
      assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
    }
  }

  @Test
  void aCutChunkedAnswerEndsWithAReset() {
    Answer big = Answer.status(200).body(BODY).chunked(5_000);
    try (Edge edge = Edge.of(Failures.cutBody(big, 12_000, Ending.FIN));
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.0\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(Ending.RESET, answer.ending(), "else the client takes a part for the whole");
      edge.awaitNoBackendConnection();
      edge.assertServesOthers();
    }
  }

  @Test
  void aBackendsAnswersAreTakenAndItsConnectionIsNotReused() {
    try (Edge edge = Edge.of(Behaviors.signed(Answer.ok("hello").http10()));
        RawClient client = edge.client()) {
      for (int i = 0; i < 3; i++) {
        edge.assertServes(client);
      }
      assertEquals(3, edge.origin().connectionsAccepted());
    }
  }

  @Test
  void aBackendThatOffersKeepAliveIsKept() {
    String kept = "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok";
    try (Edge edge = Edge.of(exchange -> exchange.wire().write(kept));
        RawClient client = edge.client()) {
      for (int i = 0; i < 3; i++) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        RawResponse answer = client.readResponse();
        assertEquals("ok", answer.text());
        assertEquals("HTTP/1.1", answer.version());
        assertFalse(answer.headers().has("Connection"));
      }
      assertEquals(1, edge.origin().connectionsAccepted());
    }
  }

  @Test
  void aBackendsAnswerUntilCloseBecomesChunked() {
    try (Edge edge = Edge.of(Answer.status(200).body(BODY).http10().untilClose());
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals("chunked", answer.header("Transfer-Encoding"));
      assertEquals(BODY.sha256(), answer.body().sha256());
      assertTrue(answer.complete());
      edge.assertServesOthers();
    }
  }
}
