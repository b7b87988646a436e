package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's next request is begun once it takes its answers, whatever they are. */
class UntakenAnswersTest {
  private static final int REQUESTS = 100_000;
  private static final int BATCH = 100;

  /** More than the buffers of the system take of answers. */
  private static final int MOST_BEGUN = 60_000;

  /** Far less than the answers would be, and more than the buffers of loops that work. */
  private static final long ALLOWED = 12 << 20;

  private static final String TABLE =
      """
      backends: { app: LEGACY, nobody: 'http://127.0.0.1:1' }
      legacy: app
      routes:
        - { name: closed, match: { path: /respond }, respond: 403 }
        - { name: moved, match: { path: /redirect }, redirect: 'https://shop.example/' }
        - { name: down, match: { path: /down }, legacy: nobody }
        - { name: one, match: { path: /a/b }, respond: 403 }
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a fixed response     | GET /respond     | 403 |
          a redirect           | GET /redirect    | 307 |
          a refused path       | GET /a%2Fb       | 400 |
          OPTIONS to this hop  | OPTIONS /        | 204 | Max-Forwards: 0
          a small body read    | PUT /respond     | 403 | Content-Length: 0
          nobody there         | GET /down        | 503 |
          """)
  void ownAnswersWaitForTheClient(String kind, String line, int status, String field)
      throws InterruptedException {
    try (Edge edge = Edge.of(Edge.SIGNED, TABLE)) {
      assertWaits(edge, request(line, field), status, REQUESTS);
      assertEquals(0, edge.app().pending(), kind);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a page not modified  | GET /     | 304
          no content           | GET /     | 204
          a HEAD               | HEAD /    | 200
          an empty page        | GET /     | 201
          """)
  void answersOfABackendWaitForTheClient(String kind, String line, int status)
      throws InterruptedException {
    Answer padded = Answer.status(status).header("X-Pad", "p".repeat(2_000));
    Behavior byPath = Behaviors.when(each -> each.target().equals("/next"), Edge.SIGNED, padded);
    try (Edge edge = Edge.of(byPath, TABLE)) {
      assertWaits(edge, request(line, null), status, 2_000);
      int begun = edge.origin().executions();
      assertTrue(begun < MOST_BEGUN / 4, kind + ": " + begun + " were sent");
    }
  }

  @Test
  void aClientThatTakesNothingIsClosedAtWriteTimeout() {
    try (Edge edge = Edge.of(Edge.SIGNED, "limits: { write-timeout: 500ms }\n" + TABLE);
        RawClient client = RawClient.connect(edge.proxy().port(), 8 << 10)) {
      Progress sent = new Progress();
      Thread sender = new Thread(() -> send(client, request("GET /respond", null), sent));
      sender.start();
      new Counted(edge).awaitHits("write-timeout", 1);
      Await.until("the sender has ended", Edge.SOON, () -> !sender.isAlive());
    }
  }

  /** What ends a connection for another reason does not end the watch over its last answers. */
  @ParameterizedTest
  @ValueSource(strings = {"", "GET /respond HTTP/1.1\r\nHo"})
  void answersThatAreNotTakenEndAConnectionThatIsUnusedOrSlow(String begun) {
    String limits = "limits: { idle-timeout: 1s, header-timeout: 1s, write-timeout: 3s }\n";
    String page =
        String.format(
            "  - { name: page, match: { path: /page }, respond: { status: 403, body: %s } }\n",
            "x".repeat(8_000));
    String table = limits + TABLE + page;
    try (Edge edge = Edge.of(Edge.SIGNED, table)) {
      Counted counted = new Counted(edge);
      RawClient client = behind(edge, counted);
      client.trySend(begun);
      Await.until(
          "no connection", Edge.SOON, () -> counted.value("banyan_client_connections") == 0);
      assertEquals(0, counted.value("banyan_client_answer_bytes"));
      client.close();
    }
  }

  /** A client that has not taken a little; one that was so slow that it was closed is replaced. */
  private static RawClient behind(Edge edge, Counted counted) {
    while (true) {
      RawClient client = RawClient.connect(edge.proxy().port(), 8 << 10);
      while (client.trySend(request("GET /page", null).repeat(2))) {
        if (counted.value("banyan_client_answer_bytes") > 0) {
          return client;
        }
      }
      client.close();
    }
  }

  /** Sends many, reads none until all stands still, then reads so many of the answers. */
  private static void assertWaits(Edge edge, String request, int status, int read)
      throws InterruptedException {
    long before = DirectMemory.used();
    try (RawClient client = RawClient.connect(edge.proxy().port(), 8 << 10);
        RawClient other = edge.client()) {
      Progress sent = new Progress();
      Thread sender = new Thread(() -> send(client, request, sent));
      sender.start();
      Progress begun = new Progress();
      Await.until("no more are begun", Edge.SOON, () -> begun.isStill(requests(edge)));
      assertTrue(requests(edge) < MOST_BEGUN, "begun: " + requests(edge));
      for (int i = 0; i < 20; i++) {
        edge.assertServes(other);
      }
      DirectMemory.assertGrownLessThan(before, ALLOWED);
      client.timeout(Edge.SOON);
      for (int i = 0; i < read; i++) {
        int number = i;
        RawResponse answer =
            request.startsWith("HEAD") ? client.readResponseToHead() : client.readResponse();
        assertEquals(status, answer.status(), () -> "answer " + number + ": " + answer);
      }
      client.reset();
      sender.join();
    }
    DirectMemory.assertGrownLessThan(before, ALLOWED);
  }

  /** How many requests of this kind the proxy has taken, answered or not. */
  private static long requests(Edge edge) {
    return (long) new Counted(edge).sum("banyan_requests_total");
  }

  private static void send(RawClient client, String request, Progress sent) {
    String batch = request.repeat(BATCH);
    try {
      for (int i = 0; i < REQUESTS; i += BATCH) {
        client.send(batch);
        sent.add(BATCH);
      }
    } catch (UncheckedIOException e) {
      // The test resets the connection when it has read enough.
    }
  }

  private static String request(String line, @Nullable String field) {
    return line + " HTTP/1.1\r\nHost: a\r\n" + (field == null ? "" : field + "\r\n") + "\r\n";
  }

  @Test
  void whatCameBeforeAFinIsAnsweredToAClientThatReadsLate() throws InterruptedException {
    int count = 50_000;
    try (Edge edge = Edge.of(Edge.SIGNED, TABLE);
        RawClient client = RawClient.connect(edge.proxy().port(), 8 << 10)) {
      Progress sent = new Progress();
      Thread sender =
          new Thread(() -> {
            client.send(request("GET /respond", null).repeat(count)).halfClose();
            sent.add(1);
          });
      sender.start();
      client.timeout(Edge.SOON);
      for (int i = 0; i < count; i++) {
        assertEquals(403, client.readResponse().status());
      }
      assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
      sender.join();
    }
  }
}
