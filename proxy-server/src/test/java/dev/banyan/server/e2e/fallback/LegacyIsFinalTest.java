package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What legacy answers is final, in a fallback and where it was meant to answer. */
class LegacyIsFinalTest {
  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of("a 500", signed(500), "500 legacy", ""),
        Arguments.of("a 503", signed(503), "503 legacy", ""),
        Arguments.of("a 404", signed(404), "404 legacy", ""),
        Arguments.of("no head within its timeout", Failures.hang(), "504 proxy", "timeout"),
        Arguments.of("a reset", Failures.resetBeforeHead(), "502 proxy", "reset"),
        Arguments.of("garbage", Failures.garbage(300, 3), "502 proxy", "invalid-answer"),
        Arguments.of(
            "a body that is cut",
            Failures.cutBody(Answer.ok("0123456789"), 4, Ending.FIN),
            "cut 200 proxy",
            "body-cut"));
  }

  private static Behavior signed(int status) {
    return Behaviors.signed(Answer.status(status).body("from legacy"));
  }

  @ParameterizedTest(name = "in a fallback: {0}")
  @MethodSource("answers")
  void inAFallback(String name, Behavior atLegacy, String told, String failure) {
    try (Sides sides = start(atLegacy, Failures.resetBeforeHead(), "fallback: on", failure)) {
      assertEquals(told, sides.ask(Request.get("/asked")).inShort());
      assertEquals(1, sides.moved().executions(), "executions at new");
      sides.legacy().awaitRequests(1, Sides.SOON);
      assertEquals(1, sides.legacy().executions(), "executions at legacy");
      String line = sides.logged("/asked");
      assertTrue(line.contains("\"why\":\"fallback:reset\""), line);
      assertEquals(!failure.isEmpty(), line.contains("\"failure\":\"" + failure + "\""), line);
    }
  }

  @ParameterizedTest(name = "where the share says legacy: {0}")
  @MethodSource("answers")
  void whereLegacyWasMeant(String name, Behavior atLegacy, String told, String failure) {
    try (Sides sides = start(atLegacy, Behaviors.echo(), "kill: true", failure)) {
      for (String method : List.of("GET", "POST")) {
        Request request = Request.of(method, "/asked");
        assertEquals(told, sides.ask(request).inShort());
        String answer = told.replace("cut ", "");
        assertEquals(told, Explained.of(sides, request, failure, answer));
      }
      assertEquals(0, sides.moved().executions(), "executions at new");
      sides.legacy().awaitRequests(2, Sides.SOON);
      assertEquals(2, sides.legacy().executions(), "executions at legacy");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void aRefusedConnectionOfLegacyAloneIs503(String method) {
    try (Sides sides = start(signed(200), Behaviors.echo(), "share: 0%")) {
      sides.legacy().stopListening();
      Request request = Request.of(method, "/asked");
      assertEquals("503 proxy", sides.ask(request).inShort());
      assertEquals("503 proxy", Explained.of(sides, request, "connect-failed", ""));
      assertEquals(0, sides.moved().executions(), "executions at new");
    }
  }

  @Test
  void aRefusedConnectionOfLegacyIs503() {
    try (Sides sides = start(signed(200), Failures.resetBeforeHead(), "fallback: on")) {
      sides.legacy().stopListening();
      assertEquals("503 proxy", sides.ask(Request.get("/asked")).inShort());
      assertEquals(1, sides.moved().executions(), "executions at new");
    }
  }

  @Test
  void theKillSwitchNeverAsksNewAndNeverFallsBack() {
    try (Sides sides = start(signed(200), Failures.resetBeforeHead(), "kill: true")) {
      assertEquals("200 legacy", sides.ask(Request.get("/read")).inShort());
      assertEquals("200 legacy", sides.ask(Request.post("/write")).inShort());
      assertEquals(0, sides.moved().connectionsAccepted(), "connections to new");
      assertTrue(sides.logged("/read").contains("\"why\":\"kill\""));
      assertTrue(sides.logged("/write").contains("\"why\":\"kill\""));
      assertEquals(new Calls(0, 0, 0), sides.calls(true));
    }
  }

  private static Sides start(Behavior atLegacy, Behavior atNew, String route) {
    return start(atLegacy, atNew, route, "");
  }

  /** Starts sides; legacy is given little time only where that is to pass. */
  private static Sides start(Behavior atLegacy, Behavior atNew, String route, String failure) {
    return Sides.with(atNew)
        .legacy(atLegacy)
        .old(failure.equals("timeout") ? "timeout: 200ms" : "timeout: 20s")
        .route("timeout: 20s, " + route)
        .start();
  }
}
