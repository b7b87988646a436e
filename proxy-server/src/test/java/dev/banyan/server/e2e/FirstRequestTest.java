package dev.banyan.server.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The plainest requests go where the table says, over connections that are kept. */
class FirstRequestTest {
  private final RawOrigin legacy =
      RawOrigin.start("legacy", Behaviors.signed(Answer.ok("from legacy")));
  private final RawOrigin moved = RawOrigin.start("new", Behaviors.signed(Answer.ok("from new")));
  private final TestProxy proxy =
      TestProxy.start(
          legacy,
          moved,
          """
          backends: { old: LEGACY, fresh: NEW }
          legacy: old
          routes:
            - { name: moved, match: { path: /moved/** }, new: fresh, share: 100%, timeout: 2s }
          """);

  @AfterEach
  void close() {
    proxy.close();
    legacy.close();
    moved.close();
  }

  @Test
  void eachRequestIsAnsweredByItsSide() {
    try (RawClient client = proxy.client()) {
      assertEquals("legacy", ask(client, "GET", "/"));
      assertEquals("new", ask(client, "GET", "/moved/a"));
      assertEquals("legacy", ask(client, "GET", "/movedabit"));
      assertEquals("new", ask(client, "GET", "/moved"));
    }
  }

  @Test
  void connectionsToBackendsAreKept() {
    try (RawClient client = proxy.client()) {
      for (int i = 0; i < 20; i++) {
        assertEquals("new", ask(client, "GET", "/moved/" + i));
      }
    }
    assertEquals(1, moved.connectionsAccepted());
  }

  @Test
  void aBodyGoesUpAndIsAnswered() {
    try (RawClient client = proxy.client()) {
      client.send("POST /moved HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
      assertEquals(200, client.readResponse().status());
    }
    assertEquals(1, moved.executions("POST"));
  }

  private static String ask(RawClient client, String method, String path) {
    client.send(method + " " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
    RawResponse answer = client.readResponse();
    assertEquals(200, answer.status());
    return answer.header("X-Served-By");
  }
}
