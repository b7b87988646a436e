package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.Promptly;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.WaitingTest;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a connection that died in the pool may cost: at most a second send, and only of a read. */
class PooledConnectionTest {
  private static final Behavior WELL = Behaviors.signed(Answer.ok("well"));
  private static final String KEPT = "idle-timeout: 1h";
  private static final String WARM_UP = "/warm-up";

  /** For how long a connection may have been unused that is not for reads alone. */
  private static final Duration MOST_IDLE = Duration.ofSeconds(1);

  @ParameterizedTest(name = "died by {0}")
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource(names = {"FIN", "RESET"})
  void aReadGoesOnceMoreToNewOnAFreshConnection(Ending how) {
    try (Sides sides = warm(Failures.dieOnReuse(how, WELL), "fallback: on")) {
      assertEquals("200 new", sides.ask(Request.get("/asked")).inShort());
      assertSent(sides, 2, 0);
      assertEquals(2, sides.moved().connectionsAccepted());
      sides.awaitCalls(true, new Calls(2, 0, 0));
    }
  }

  @ParameterizedTest(name = "died by {0}")
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource(names = {"FIN", "RESET"})
  void soDoesAReadAtLegacy(Ending how) {
    try (Sides sides =
        Sides.with(WELL)
            .legacy(Failures.dieOnReuse(how, WELL))
            .old(KEPT)
            .route("kill: true")
            .start()) {
      sides.ask(Request.get(WARM_UP));
      assertEquals("200 legacy", sides.ask(Request.get("/asked")).inShort());
      assertSent(sides, 0, 2);
    }
  }

  @WaitingTest
  void withFallbackOffTheSameSideIsAskedOnceMoreToo() {
    try (Sides sides = warm(Failures.dieOnReuse(Ending.FIN, WELL), "fallback: off")) {
      assertEquals("200 new", sides.ask(Request.get("/asked")).inShort());
      assertSent(sides, 2, 0);
    }
  }

  @ParameterizedTest(name = "{0} at {1}")
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"POST, new", "DELETE, new", "POST, legacy", "PUT, legacy"})
  void anyOtherRequestIsNotSentAgain(String method, String side) {
    Promptly.within(MOST_IDLE, () -> assertNotSentAgain(method, side));
  }

  private static void assertNotSentAgain(String method, String side) {
    Behavior dying = Failures.dieOnReuse(Ending.FIN, WELL);
    String route = side.equals("legacy") ? "kill: true" : "fallback: on";
    try (Sides sides = Sides.with(dying).legacy(dying).fresh(KEPT).old(KEPT).route(route).start()) {
      RawOrigin asked = side.equals("legacy") ? sides.legacy() : sides.moved();
      sides.ask(Request.get(WARM_UP));
      assertEquals("502 proxy", sides.ask(Request.of(method, "/asked")).inShort());
      assertEquals(1, asked.connectionsAccepted(), "the pooled connection was not taken");
      assertEquals(2, asked.executions());
      assertEquals(2, sides.legacy().executions() + sides.moved().executions());
    }
  }

  @WaitingTest
  void aWriteThatMayBeReplayedGoesToLegacy() {
    Promptly.within(MOST_IDLE, PooledConnectionTest::assertWriteReplayed);
  }

  private static void assertWriteReplayed() {
    Behavior dying = Failures.dieOnReuse(Ending.FIN, WELL);
    try (Sides sides = warm(dying, "fallback: { methods: [POST] }")) {
      assertEquals("200 legacy", sides.ask(Request.post("/asked")).inShort());
      assertSent(sides, 1, 1);
      String line = sides.logged("/asked");
      assertTrue(line.contains("\"why\":\"fallback:stale-connection\""), line);
    }
  }

  @ParameterizedTest(name = "{0}")
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"GET, 200 legacy", "HEAD, 200 legacy", "OPTIONS, 200 legacy"})
  void whereTheFreshConnectionDiesTooLegacyAnswers(String method, String told) {
    try (Sides sides = warm(wellOnce(), "fallback: on")) {
      assertEquals(told, sides.ask(Request.of(method, "/asked")).inShort());
      assertSent(sides, 2, 1);
      sides.awaitCalls(true, new Calls(1, 1, 0));
    }
  }

  @WaitingTest
  void aReadIsSentThreeTimesAtMost() {
    Promptly.within(MOST_IDLE, PooledConnectionTest::assertSentThreeTimes);
  }

  private static void assertSentThreeTimes() {
    Behavior dying = Failures.dieOnReuse(Ending.FIN, WELL);
    String warmUps = "- { name: warm-legacy, match: { path: /warm-legacy }, kill: true }";
    try (Sides sides =
        Sides.with(wellOnce())
            .legacy(dying)
            .fresh(KEPT)
            .old(KEPT)
            .route("fallback: on")
            .moreRoutes(warmUps)
            .start()) {
      sides.ask(Request.get("/warm-legacy"));
      sides.ask(Request.get(WARM_UP));
      assertEquals("502 proxy", sides.ask(Request.get("/asked")).inShort());
      assertEquals(1, sides.legacy().connectionsAccepted(), "legacy's pooled connection");
      assertEquals(1 + 1, sides.legacy().executions());
      assertEquals(1 + 2, sides.moved().executions());
    }
  }

  @ParameterizedTest(name = "{0} after {1} ms without use: on connection number {2}")
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"POST, 0, 1", "GET, 0, 1", "POST, 1150, 2", "PUT, 1150, 2", "GET, 1150, 1"})
  void aWriteTakesNoConnectionThatWasUnusedForOverASecond(String method, int millis, int number) {
    Promptly.within(MOST_IDLE, () -> assertTaken(method, millis, number));
  }

  private static void assertTaken(String method, int millis, int number) {
    try (Sides sides = warm(WELL, "fallback: on")) {
      long start = System.nanoTime();
      Await.until(
          "the connection was unused for long enough",
          Duration.ofSeconds(5),
          () -> System.nanoTime() - start >= millis * 1_000_000L);
      assertEquals("200 new", sides.ask(Request.of(method, "/asked")).inShort());
      assertEquals(number, sides.moved().requests().get(1).connection());
    }
  }

  @WaitingTest
  void bytesBehindAnAnswerNeverReachTheNextClient() {
    Behavior surplus =
        Failures.surplus(Answer.ok("own"), "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother");
    try (Sides sides = Sides.with(surplus).fresh(KEPT).start()) {
      for (int i = 0; i < 5; i++) {
        assertEquals("own", sides.ask(Request.get("/" + i)).answer().text());
      }
      assertEquals(5, sides.moved().executions());
    }
  }

  /** Answers the first request and then resets every one, on whichever connection. */
  private static Behavior wellOnce() {
    return Behaviors.inTurn(WELL, Failures.resetBeforeHead());
  }

  /** Starts a proxy that has a used connection to new in its pool. */
  private static Sides warm(Behavior atNew, String route) {
    Sides sides = Sides.with(atNew).fresh(KEPT).route("timeout: 20s, " + route).start();
    sides.ask(Request.get(WARM_UP));
    return sides;
  }

  private static void assertSent(Sides sides, int toNew, int toLegacy) {
    long atNew = asked(sides.moved());
    long atLegacy = asked(sides.legacy());
    assertEquals(
        toNew + " to new, " + toLegacy + " to legacy",
        atNew + " to new, " + atLegacy + " to legacy");
  }

  private static long asked(RawOrigin origin) {
    return origin.requests().stream().filter(one -> one.target().equals("/asked")).count();
  }
}
