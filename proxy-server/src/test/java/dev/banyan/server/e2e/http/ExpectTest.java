package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.RecordedRequest;
import dev.banyan.testkit.UnreadBody;
import dev.banyan.testkit.WaitingTest;
import java.time.Duration;
import java.util.List;

/** {@code Expect: 100-continue} (RFC 9110 section 10.1.1). */
class ExpectTest {
  private static final String ASKING =
      "POST /up HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";

  @WaitingTest
  void theBackendIsAskedAndItsGoAheadReachesTheClient() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send(ASKING);
      assertEquals(100, client.readHead().status());
      client.send("hello");
      RawResponse answer = client.readResponse();
      assertEquals(200, answer.status());
      assertEquals(List.of(), answer.interim());
      RecordedRequest seen = edge.origin().requests().get(0);
      assertEquals("hello", seen.body().text());
      assertEquals(List.of("100-continue"), seen.headers().values("Expect"));
      edge.assertServes(client);
      assertEquals(1, edge.origin().connectionsAccepted());
    }
  }

  @WaitingTest
  void aRefusalReachesTheClientAndNoBodyIsTakenForARequest() {
    Answer refusal = Answer.status(413).body("no").requestBody(UnreadBody.FINISH);
    try (Edge edge = Edge.of(refusal);
        RawClient client = edge.client()) {
      client.send(ASKING);
      RawResponse answer = client.readResponse();
      assertEquals(413, answer.status());
      assertEquals("no", answer.text());
      assertEquals("close", answer.header("Connection"));
      client.trySend("GET /");
      assertEquals(0, client.readUntilClose().bytes().length());
      assertEquals(1, edge.origin().executions());
      edge.awaitNoBackendConnection();
      edge.assertServesOthers();
    }
  }

  @WaitingTest
  void aClientNeedNotWait() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send(ASKING + "hello");
      assertEquals(200, client.readResponse().status());
      assertEquals("hello", edge.origin().requests().get(0).body().text());
      edge.assertServes(client);
    }
  }

  @WaitingTest
  void aBackendThatNeverGoesAheadIsGivenUp() {
    Behavior silent = exchange -> exchange.wire().hang();
    try (Edge edge = Edge.backend(silent, "timeout: 2s");
        RawClient client = edge.client()) {
      client.send(ASKING);
      assertEquals(100, client.readHead().status());
      client.send("hello");
      assertEquals(504, client.readResponse().status());
      edge.awaitNoBackendConnection();
      edge.assertServesOthers();
    }
  }

  @WaitingTest
  void aClientIsNotBlamedWhileTheBackendKeepsItWaiting() {
    Behavior late = Behaviors.slow(Duration.ZERO, Edge.SIGNED);
    Behavior thinking =
        exchange -> {
          exchange.wire().pause(Duration.ofMillis(1500));
          late.handle(exchange);
        };
    try (Edge edge = Edge.limited(thinking, "{ body-timeout: 1s }");
        RawClient client = edge.client()) {
      client.send(ASKING);
      RawResponse interim = client.readHead();
      assertEquals(100, interim.status(), interim::toString);
      client.send("hello");
      assertEquals(200, client.readResponse().status());
      edge.origin().behave(Edge.SIGNED);
      edge.assertServes(client);
    }
  }

  @WaitingTest
  void aClientThatSendsNothingAfterTheGoAheadIsTooSlow() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ body-timeout: 200ms }");
        RawClient client = edge.client()) {
      client.send(ASKING);
      assertEquals(100, client.readHead().status());
      assertEquals(408, client.readResponse().status());
      assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
      assertEquals(0, edge.origin().executions());
      edge.awaitNoBackendConnection();
    }
  }

  @WaitingTest
  void fromAnHttp10ClientItIsIgnored() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhello");
      RawResponse answer = client.readResponse();
      assertEquals(200, answer.status());
      assertEquals(List.of(), answer.interim());
      assertFalse(edge.origin().requests().get(0).headers().has("Expect"));
    }
  }

  @WaitingTest
  void severalGoAheadsBecomeOne() {
    Behavior eager =
        Behaviors.informing(100, List.of(), Behaviors.informing(100, List.of(), Edge.SIGNED));
    try (Edge edge = Edge.of(eager);
        RawClient client = edge.client()) {
      client.send(ASKING);
      assertEquals(100, client.readHead().status());
      client.send("hello");
      RawResponse answer = client.readResponse();
      assertEquals(200, answer.status());
      assertEquals(List.of(), answer.interim());
      assertTrue(answer.complete());
    }
  }
}
