package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Await;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** More clients than {@code limits.connections}: a few are told so, and none disturbs others. */
class ConnectionLimitTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST =
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" + "b".repeat(30_000);
  private static final int MOST_FAREWELLS = 64;
  private static final String TOLD =
      """
      HTTP/1.1 503 Service Unavailable
      Retry-After: 5
      Cache-Control: no-store
      Date: [^\\n]+ GMT
      Content-Length: 0
      Connection: close

      """;

  static Stream<String> requests() {
    return Stream.of(GET, POST, GET + GET, GET.replace("GET", "HEAD"), "\u0016\u0003");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void whoComesOnTopIsToldToComeAgain(String request) {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ connections: 2 }");
        RawClient first = edge.client();
        RawClient second = edge.client()) {
      edge.assertServes(first);
      edge.assertServes(second);
      edge.origin().log().clear();
      try (RawClient third = edge.client()) {
        third.send(request);
        String told = third.readUntilClose().bytes().text();
        assertTrue(told.replace("\r\n", "\n").matches(TOLD), told);
      }
      assertEquals(0, edge.origin().executions());
      edge.assertServes(first);
      new Counted(edge).awaitHits("connections", 1);
      assertEquals(2, new Counted(edge).value("banyan_client_connections"));
      assertEquals(2, new Counted(edge).value("banyan_client_connections_max"));
    }
  }

  @Test
  void whoSaysNothingIsClosedWithoutAWord() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ connections: 1 }");
        RawClient first = edge.client()) {
      edge.assertServes(first);
      try (RawClient silent = edge.client()) {
        assertEquals(0, silent.readUntilClose().bytes().length());
      }
      new Counted(edge).await("banyan_client_farewells", 0);
    }
  }

  @Test
  void aPlaceThatComesFreeIsTaken() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ connections: 1 }")) {
      for (int i = 0; i < 5; i++) {
        try (RawClient client = awaitPlace(edge)) {
          edge.assertServes(client);
        }
      }
    }
  }

  private static RawClient awaitPlace(Edge edge) {
    return Await.value(
        "a place",
        Edge.SOON,
        edge::client,
        client -> {
          RawResponse answer = client.send(GET).readResponse();
          if (answer.status() != 200) {
            client.close();
          }
          return answer.status() == 200;
        });
  }

  /** Silent ones take the places of those that are told; the next is closed without a word. */
  @Test
  void beyondThoseThatAreToldOthersAreClosed() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ connections: 1 }");
        RawClient first = edge.client()) {
      edge.assertServes(first);
      Await.until("one that is not told", Edge.SOON, () -> aCrowdKeepsOneFromBeingTold(edge));
      edge.assertServes(first);
      Counted counted = new Counted(edge);
      assertEquals(MOST_FAREWELLS, counted.value("banyan_client_farewells_max"));
      Await.until("all are gone", Edge.SOON, () -> counted.value("banyan_client_farewells") == 0);
      try (RawClient told = edge.client()) {
        assertEquals(503, told.send(GET).readResponse().status());
      }
    }
  }

  private static boolean aCrowdKeepsOneFromBeingTold(Edge edge) {
    List<RawClient> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < MOST_FAREWELLS; i++) {
        crowd.add(edge.client());
      }
      try (RawClient next = edge.client()) {
        next.trySend(GET);
        return next.readUntilClose().bytes().length() == 0;
      }
    } finally {
      crowd.forEach(RawClient::close);
    }
  }

  @Test
  void whoFloodsOnTopIsCutOff() throws InterruptedException {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ connections: 1 }");
        RawClient first = edge.client()) {
      edge.assertServes(first);
      RawClient flood = edge.client();
      Thread sender =
          new Thread(() -> {
            while (flood.trySend("x".repeat(8_000))) {
              Thread.onSpinWait();
            }
          });
      sender.start();
      sender.join(TimeUnit.SECONDS.toMillis(20));
      assertFalse(sender.isAlive(), "the flood goes on");
      flood.close();
      edge.assertServes(first);
    }
  }

  @Test
  void aReloadMayAllowMore() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ connections: 1 }");
        RawClient first = edge.client()) {
      edge.assertServes(first);
      edge.reload("limits: { connections: 2 }\nbackends: { app: LEGACY }\nlegacy: app\n");
      try (RawClient second = edge.client();
          RawClient third = edge.client()) {
        edge.assertServes(second);
        assertEquals(503, third.send(GET).readResponse().status());
        assertEquals(Ending.FIN, third.awaitClosed(Edge.SOON));
      }
    }
  }
}
