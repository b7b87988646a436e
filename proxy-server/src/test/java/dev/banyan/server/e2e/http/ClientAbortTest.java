package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that leave: the backend request is cancelled, and nothing stays behind. */
class ClientAbortTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n";
  private static final Answer ENDLESS = Answer.status(200).body(Payload.generated(1L << 40, 1));

  /** How a client leaves. */
  enum Leaving {
    CLOSE,
    RESET;

    void of(RawClient client) {
      if (this == RESET) {
        client.reset();
      } else {
        client.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void beforeAByteOrInsideAHead(Leaving leaving) {
    try (Edge edge = Edge.of(Edge.SIGNED)) {
      leaving.of(edge.client());
      leaving.of(edge.client().send("GET / HT"));
      edge.assertServesOthers();
      assertEquals(2, edge.origin().executions());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whileTheAnswerIsAwaited(Leaving leaving) {
    try (Edge edge = Edge.limited(Failures.hang(), "{ half-close: 100ms }")) {
      RawClient client = edge.client().send(GET);
      edge.origin().awaitRequests(1, Edge.SOON);
      leaving.of(client);
      edge.awaitNoBackendConnection();
      edge.assertServesOthers();
    }
  }

  @ParameterizedTest
  @EnumSource
  void insideABody(Leaving leaving) {
    assertCancelled(leaving, POST + "1234");
  }

  @ParameterizedTest
  @EnumSource
  void insideAChunkedBody(Leaving leaving) {
    assertCancelled(
        leaving, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
  }

  private static void assertCancelled(Leaving leaving, String partOfARequest) {
    AtomicInteger arrived = new AtomicInteger();
    Behavior noting =
        exchange -> {
          arrived.incrementAndGet();
          Edge.SIGNED.handle(exchange);
        };
    try (Edge edge = Edge.of(noting)) {
      RawClient client = edge.client().send(partOfARequest);
      Await.until("its head is sent on", Edge.SOON, () -> arrived.get() == 1);
      leaving.of(client);
      edge.awaitNoBackendConnection();
      assertEquals(0, edge.origin().executions(), "no end of a body may be made up");
      assertEquals(1, edge.origin().log().truncatedRequests());
      edge.assertServesOthers();
    }
  }

  @ParameterizedTest
  @EnumSource
  void insideTheAnswer(Leaving leaving) {
    try (Edge edge = Edge.of(ENDLESS)) {
      RawClient client = edge.client().send(GET);
      assertEquals(200, client.readHead().status());
      assertEquals(100_000, client.readBytes(100_000).length);
      leaving.of(client);
      edge.awaitNoBackendConnection();
      edge.assertServesOthers();
    }
  }

  @ParameterizedTest
  @EnumSource
  void insideAnAnswerThatItNeverTook(Leaving leaving) {
    try (Edge edge = Edge.of(ENDLESS)) {
      RawClient client = RawClient.connect(edge.proxy().port(), 8 << 10).send(GET);
      edge.origin().awaitRequests(1, Edge.SOON);
      leaving.of(client);
      edge.awaitNoBackendConnection();
      edge.assertServesOthers();
    }
  }

  @ParameterizedTest
  @EnumSource
  void withRequestsThatWaitBehind(Leaving leaving) {
    try (Edge edge = Edge.limited(Failures.hang(), "{ half-close: 100ms }")) {
      RawClient client = edge.client().send(GET + GET + GET);
      edge.origin().awaitRequests(1, Edge.SOON);
      leaving.of(client);
      edge.awaitNoBackendConnection();
      assertEquals(1, edge.origin().executions());
      edge.assertServesOthers();
    }
  }

  @Test
  void hundredsThatLeaveAtOnceLeaveNothing() {
    try (Edge edge = Edge.limited(Failures.hang(), "{ half-close: 100ms }")) {
      RawClient[] clients = new RawClient[200];
      for (int i = 0; i < clients.length; i++) {
        clients[i] = edge.client().send(i % 2 == 0 ? GET : POST + "12");
      }
      edge.origin().awaitRequests(clients.length / 2, Edge.SOON);
      for (int i = 0; i < clients.length; i++) {
        Leaving.values()[i / 2 % 2].of(clients[i]);
      }
      edge.awaitNoBackendConnection();
      assertEquals(0, edge.app().pending());
      edge.assertServesOthers();
    }
  }
}
