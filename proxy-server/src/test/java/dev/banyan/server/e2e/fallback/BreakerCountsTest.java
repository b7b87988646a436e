package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.InvalidHead;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.WaitingTest;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The second table: what counts for the breaker, and as what. */
class BreakerCountsTest {
  private static final Calls NONE = new Calls(0, 0, 0);
  private static final Calls OK = new Calls(1, 0, 0);
  private static final Calls FAILED = new Calls(0, 1, 0);

  static Stream<Arguments> rows() {
    return Stream.of(
        Arguments.of("200", "", status(200), OK),
        Arguments.of("404", "", status(404), OK),
        Arguments.of("501", "", status(501), OK),
        Arguments.of("505", "", status(505), OK),
        Arguments.of("500", "", status(500), FAILED),
        Arguments.of("503", "", status(503), FAILED),
        Arguments.of("599", "", status(599), FAILED),
        Arguments.of("404 in failures", "breaker: { failures: [404] }", status(404), FAILED),
        Arguments.of("500 not in failures", "breaker: { failures: [404] }", status(500), OK),
        Arguments.of("500 not in fallback.on", "fallback: { on: [] }", status(500), FAILED),
        Arguments.of("500, fallback: off", "fallback: off", status(500), FAILED),
        Arguments.of("404 in fallback.on alone", "fallback: { on: [404] }", status(404), OK),
        Arguments.of("reset", "", Failures.resetBeforeHead(), FAILED),
        Arguments.of("close", "", Failures.closeBeforeHead(), FAILED),
        Arguments.of("invalid answer", "", InvalidHead.TWO_LENGTHS, FAILED),
        Arguments.of(
            "body cut by new", "", Failures.cutBody(Answer.ok("abcdef"), 2, Ending.FIN), FAILED),
        Arguments.of("no head in time", "timeout: 200ms", Failures.hang(), new Calls(0, 1, 1)),
        Arguments.of(
            "a head in time, after slow-call",
            "breaker: { slow-call: 100ms }",
            Behaviors.slow(Duration.ofMillis(250), status(200)),
            new Calls(1, 0, 1)));
  }

  private static Behavior status(int status) {
    return Behaviors.signed(Answer.status(status));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("rows")
  void countsForReads(String name, String route, Behavior atNew, Calls counted) {
    assertCounted("GET", route, atNew, counted);
  }

  @ParameterizedTest(name = "{0}: {3}")
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("rows")
  void countsForWrites(String name, String route, Behavior atNew, Calls counted) {
    assertCounted("POST", route, atNew, counted);
  }

  private static void assertCounted(String method, String route, Behavior atNew, Calls counted) {
    boolean read = method.equals("GET");
    try (Sides sides = start(atNew, route)) {
      sides.ask(Request.of(method, "/asked"));
      sides.awaitCalls(read, counted);
      assertEquals(NONE, sides.calls(!read), "calls in the other window");
    }
  }

  @ParameterizedTest(name = "{0}")
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"GET", "POST"})
  void aRefusedConnectionIsAFailureRescuedOrNot(String method) {
    try (Sides sides = start(status(200), "")) {
      sides.moved().stopListening();
      sides.ask(Request.of(method, "/asked"));
      sides.awaitCalls(method.equals("GET"), FAILED);
    }
  }

  @WaitingTest
  void theKillSwitchMakesNoCall() {
    try (Sides sides = start(status(500), "kill: true")) {
      sides.ask(Request.get("/asked"));
      assertEquals(NONE, sides.calls(true));
    }
  }

  @WaitingTest
  void whatWasNeverSentIsNoCall() {
    for (Obstacle obstacle :
        new Obstacle[] {Obstacle.PENDING_TIMEOUT, Obstacle.POOL_FULL, Obstacle.IN_FLIGHT_FULL}) {
      try (Obstacle.Blocked blocked = obstacle.start("fallback: on")) {
        blocked.sides().ask(Request.get("/asked"));
        blocked.sides().logged("/asked");
        assertEquals(NONE, blocked.sides().calls(true), obstacle.toString());
      }
    }
  }

  @WaitingTest
  void aClientThatLeftBeforeSlowCallIsNoResult() {
    assertEquals(NONE, afterLeaving("breaker: { slow-call: 1h }, timeout: 2h", NONE));
  }

  @WaitingTest
  void aClientThatLeftAfterSlowCallIsASlowCall() {
    try (Sides sides = start(Failures.hang(), "breaker: { slow-call: 100ms }, timeout: 2h");
        RawClient client = sides.client()) {
      long start = System.nanoTime();
      client.send(Request.get("/asked").text());
      sides.moved().awaitRequests(1, Sides.SOON);
      Await.until(
          "slow-call has passed",
          Sides.SOON,
          () -> System.nanoTime() - start > Duration.ofMillis(400).toNanos());
      client.reset();
      sides.awaitCalls(true, new Calls(1, 0, 1));
    }
  }

  private static Calls afterLeaving(String route, Calls wanted) {
    try (Sides sides = start(Failures.hang(), route)) {
      try (RawClient client = sides.client()) {
        client.send(Request.get("/asked").text());
        sides.moved().awaitRequests(1, Sides.SOON);
        client.reset();
      }
      sides.logged("/asked");
      sides.awaitCalls(true, wanted);
      return sides.calls(true);
    }
  }

  @WaitingTest
  void aClientThatIsTooSlowWithItsBodyIsNoResult() {
    try (Sides sides = Sides.with(status(200)).limits("body-timeout: 150ms").start();
        RawClient client = sides.client()) {
      client.send(Request.post("/asked").head() + "na");
      assertEquals(408, client.readResponse().status());
      sides.logged("/asked");
      assertEquals(NONE, sides.calls(false));
      assertEquals(0, sides.legacy().executions());
    }
  }

  @WaitingTest
  void aBodyAboveOurOwnLimitIsNoResult() {
    try (Sides sides = start(status(200), "body-limit: 1KiB");
        RawClient client = sides.client()) {
      client.send("POST /asked HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.trySend("800\r\n" + "b".repeat(0x800) + "\r\n");
      assertEquals(413, client.readResponse().status());
      sides.logged("/asked");
      assertEquals(NONE, sides.calls(false));
    }
  }

  @WaitingTest
  void aDrainThatCutsARequestIsNoResult() {
    try (Sides sides = start(Failures.hang(), "");
        RawClient client = sides.client()) {
      client.send(Request.get("/asked").text());
      sides.moved().awaitRequests(1, Sides.SOON);
      assertEquals(1, sides.proxy().banyan().drain(), "requests that were cut");
      assertEquals("503 proxy", Told.by(client.readResponse()).inShort());
      assertEquals(NONE, sides.calls(true));
      assertEquals(0, sides.legacy().executions());
    }
  }

  @WaitingTest
  void anAnswerThatStillStreamsAfterTimeoutIsASuccessByThen() {
    Answer endless = Answer.ok("").body(Payload.generated(1L << 40, 1));
    Behavior drips = endless.pieces(10, Duration.ofMillis(20));
    Behavior atNew = Behaviors.onlyFor("GET", drips, status(200));
    try (Sides sides = start(atNew, "timeout: 2s, breaker: { slow-call: 1900ms }");
        RawClient client = sides.client()) {
      // Metrics of a route are shown once it has served a request.
      sides.ask(Request.post("/first"));
      client.send(Request.get("/asked").text());
      assertEquals(200, client.readHead().status());
      sides.awaitCalls(true, OK);
      assertEquals(1, sides.moved().connectionsOpen(), "the answer still streams");
    }
  }

  private static Sides start(Behavior atNew, String route) {
    String patient = route.contains("timeout:") ? route : "timeout: 20s, " + route;
    return Sides.with(atNew).route(patient.replaceAll(", $", "")).start();
  }
}
