package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.WaitingTest;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A FIN from a client: behind a whole request it ends nothing, inside one it cancels it. */
class HalfCloseTest {
  private static final Payload BIG = Payload.generated(24 << 20, 7);

  @WaitingTest
  void aRequestWithItsBodyAndAFinAtOnceIsAnswered() {
    try (Edge edge = Edge.of(Edge.SIGNED)) {
      for (int i = 0; i < 20; i++) {
        try (RawClient client = edge.client()) {
          client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody").halfClose();
          assertEquals(200, client.readResponse().status());
          assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
        }
        edge.origin().closeConnections();
        edge.awaitNoBackendConnection();
      }
      assertEquals(20, edge.origin().executions("POST"));
    }
  }

  @WaitingTest
  void theAnswerIsAwaitedForAWhile() {
    try (Edge edge =
            Edge.limited(
                Behaviors.slow(Duration.ofMillis(300), Edge.SIGNED), "{ half-close: 30s }");
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").halfClose();
      RawResponse answer = client.readResponse();
      assertEquals("hello", answer.text());
      assertEquals("close", answer.header("Connection"));
      assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
    }
  }

  @WaitingTest
  void theAnswerIsNotAwaitedForLonger() {
    try (Edge edge = Edge.limited(Failures.hang(), "{ half-close: 200ms }");
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").halfClose();
      assertEquals(0, client.readUntilClose().bytes().length());
      edge.awaitNoBackendConnection();
      edge.assertServesOthers();
    }
  }

  @WaitingTest
  void insideABodyItCancelsTheRequest() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ half-close: 30s }");
        RawClient client = edge.client()) {
      client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nbody").halfClose();
      assertEquals(0, client.readUntilClose().bytes().length());
      edge.awaitNoBackendConnection();
      assertEquals(0, edge.origin().executions());
      edge.assertServesOthers();
    }
  }

  @WaitingTest
  void insideAHeadItEndsTheConnection() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n").halfClose();
      assertEquals(0, client.readUntilClose().bytes().length());
      assertEquals(0, edge.origin().connectionsAccepted());
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(ints = {0, 200})
  void aBigAnswerThatBeginsBehindTheFinIsWhole(int delayMillis) {
    Behavior late = Behaviors.slow(Duration.ofMillis(delayMillis), Answer.status(200).body(BIG));
    try (Edge edge = Edge.limited(late, "{ half-close: 30s }");
        RawClient client = RawClient.connect(edge.proxy().port(), 16 << 10)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").halfClose();
      RawResponse answer = client.readResponse();
      assertEquals(BIG.sha256(), answer.body().sha256(), answer::detail);
      assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
    }
  }

  /** The answer is taken slowly: at the FIN a part of it is still on its way. */
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"", "Connection: close\r\n"})
  void behindTheAnswersEndItCutsNothing(String field) {
    try (Edge edge =
            Edge.limited(Answer.status(200).body(BIG), "{ half-close: 30s, idle-timeout: 30s }");
        RawClient client = RawClient.connect(edge.proxy().port(), 16 << 10)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n");
      RawResponse head = client.readHead();
      byte[] first = client.readBytes((24 << 20) - (40 << 10));
      assertEquals((24 << 20) - (40 << 10), first.length);
      client.halfClose();
      assertTrue(head.complete());
      assertEquals(40 << 10, client.readUntilClose().bytes().length());
    }
  }
}
