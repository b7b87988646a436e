package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.DeadPort;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.Remainder;
import dev.banyan.testkit.WaitingTest;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that leaves takes its request with it, and nobody answers in its stead. */
class ClientGoneTest {
  private static final String PATIENT = "half-close: 1h";
  private static final String CHUNKED_BODY =
      "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n";
  private static final String REPLAY = "timeout: 1h, fallback: { methods: [POST] }";

  @ParameterizedTest(name = "a RST while new is waited for: {0}")
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"GET", "POST"})
  void aResetCancelsAtOnce(String method) {
    try (Sides sides = hanging(PATIENT)) {
      try (RawClient client = sides.client()) {
        client.send(Request.of(method, "/asked").text());
        sides.moved().awaitRequests(1, Sides.SOON);
        client.reset();
      }
      assertCancelled(sides);
    }
  }

  @WaitingTest
  void aResetInsideTheAnswerCancelsAtOnce() {
    Answer endless = Answer.ok("").body(Payload.generated(1L << 40, 1));
    try (Sides sides = Sides.with(endless).limits(PATIENT).route(REPLAY).start()) {
      try (RawClient client = sides.client()) {
        client.send(Request.get("/asked").text());
        assertEquals(200, client.readHead().status());
        client.reset();
      }
      awaitNoConnectionToNew(sides);
      String line = sides.logged("/asked");
      assertTrue(line.contains("\"status\":200"), line);
      assertTrue(line.contains("\"client_left\":true"), line);
      assertEquals(0, sides.legacy().executions());
    }
  }

  @ParameterizedTest(name = "a FIN inside a body framed by {0}")
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"Content-Length: 10", "Transfer-Encoding: chunked"})
  void aFinInsideARequestCancels(String framing) {
    try (Sides sides = hanging(PATIENT);
        RawClient client = sides.client()) {
      client.send("POST /asked HTTP/1.1\r\nHost: shop\r\n" + framing + "\r\n\r\n4\r\nab");
      Await.until("new is connected", Sides.SOON, () -> sides.moved().connectionsOpen() == 1);
      client.halfClose();
      Remainder rest = client.readUntilClose();
      assertEquals("", rest.bytes().text());
      awaitNoConnectionToNew(sides);
      assertEquals(0, sides.moved().executions(), "the cut request looked whole to new");
      assertEquals(0, sides.legacy().connectionsAccepted());
      assertTrue(sides.logged("/asked").contains("\"client_left\":true"));
    }
  }

  @WaitingTest
  void anAnswerWithinHalfCloseReachesAClientThatHasSentItsFin() {
    var slow = Behaviors.slow(Duration.ofMillis(200), Behaviors.signed(Answer.ok("from new")));
    try (Sides sides = Sides.with(slow).limits(PATIENT).route(REPLAY).start();
        RawClient client = sides.client()) {
      client.send(Request.post("/asked").text()).halfClose();
      assertEquals("200 new", Told.by(client.readResponse()).inShort());
      assertEquals(Ending.FIN, client.awaitClosed(Sides.SOON));
    }
  }

  @ParameterizedTest(name = "a body framed by {0}")
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"Content-Length: 4\r\n\r\nbody", CHUNKED_BODY})
  void aFinBehindABodyThatWasNotReadYetIsNoFinInsideARequest(String rest) {
    try (DeadPort silent = DeadPort.silent();
        Sides sides =
            Sides.with(Failures.hang())
                .freshUrls("http://127.0.0.1:" + silent.port())
                .fresh("connect-timeout: 300ms")
                .limits(PATIENT)
                .start();
        RawClient client = sides.client()) {
      client.send("POST /asked HTTP/1.1\r\nHost: shop\r\n" + rest).halfClose();
      assertEquals("200 legacy", Told.by(client.readResponse()).inShort());
      assertEquals("body", sides.legacy().requests().get(0).body().text());
    }
  }

  @WaitingTest
  void aFinBehindHalfABodyThatWasNotReadYetCancels() {
    try (DeadPort silent = DeadPort.silent();
        Sides sides =
            Sides.with(Failures.hang())
                .freshUrls("http://127.0.0.1:" + silent.port())
                .fresh("connect-timeout: 300ms")
                .limits(PATIENT)
                .start();
        RawClient client = sides.client()) {
      client.send("POST /asked HTTP/1.1\r\nHost: shop\r\nContent-Length: 4\r\n\r\nbo").halfClose();
      assertEquals("", client.readUntilClose().bytes().text());
      assertTrue(sides.logged("/asked").contains("\"client_left\":true"));
      assertEquals(0, sides.legacy().executions());
    }
  }

  @WaitingTest
  void aFallbackWithinHalfCloseReachesItToo() {
    try (Sides sides =
            Sides.with(Failures.resetBeforeHead()).limits(PATIENT).route(REPLAY).start();
        RawClient client = sides.client()) {
      client.send(Request.get("/asked").text()).halfClose();
      assertEquals("200 legacy", Told.by(client.readResponse()).inShort());
      assertEquals(Ending.FIN, client.awaitClosed(Sides.SOON));
    }
  }

  @ParameterizedTest(name = "{0} after half-close")
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"GET", "POST"})
  void beyondHalfCloseTheRequestIsCancelled(String method) {
    try (Sides sides = hanging("half-close: 150ms");
        RawClient client = sides.client()) {
      client.send(Request.of(method, "/asked").text()).halfClose();
      Remainder rest = client.readUntilClose();
      assertEquals("", rest.bytes().text());
      sides.moved().awaitRequests(1, Sides.SOON);
      assertCancelled(sides);
    }
  }

  @WaitingTest
  void aClientThatLeavesWhileLegacyAnswersCancelsLegacy() {
    try (Sides sides =
        Sides.with(Failures.resetBeforeHead())
            .legacy(Failures.hang())
            .limits(PATIENT)
            .route(REPLAY)
            .start()) {
      try (RawClient client = sides.client()) {
        client.send(Request.get("/asked").text());
        sides.legacy().awaitRequests(1, Sides.SOON);
        client.reset();
      }
      Await.until(
          "legacy's connection is closed", Sides.SOON, () -> sides.legacy().connectionsOpen() == 0);
      assertEquals(1, sides.legacy().executions());
      assertEquals(1, sides.moved().executions());
    }
  }

  private static Sides hanging(String limits) {
    return Sides.with(Failures.hang()).limits(limits).route(REPLAY).start();
  }

  private static void assertCancelled(Sides sides) {
    awaitNoConnectionToNew(sides);
    String line = sides.logged("/asked");
    assertTrue(line.contains("\"status\":499"), line);
    assertTrue(line.contains("\"client_left\":true"), line);
    assertEquals(1, sides.moved().executions(), "executions at new");
    assertEquals(0, sides.legacy().connectionsAccepted(), "connections to legacy");
    sides.awaitCalls(line.contains("\"method\":\"GET\""), new Calls(0, 0, 0));
  }

  private static void awaitNoConnectionToNew(Sides sides) {
    Await.until(
        "new's connection is closed", Sides.SOON, () -> sides.moved().connectionsOpen() == 0);
  }
}
