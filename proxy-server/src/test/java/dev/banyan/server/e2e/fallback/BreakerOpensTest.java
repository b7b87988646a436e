package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.resilience.BreakerState;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One breaker a route with two windows: either opens it, for the whole route. */
class BreakerOpensTest {
  private static final Behavior WELL = Behaviors.signed(Answer.ok("from new"));
  private static final Behavior BROKEN = Behaviors.signed(Answer.status(500));
  private static final String OPEN_LONG = "breaker: { open-for: 1h }, timeout: 20s";

  @Test
  void failingWritesBehindHealthyReadsOpenItForTheWholeRoute() {
    try (Sides sides = start(Behaviors.onlyFor("POST", BROKEN, WELL), OPEN_LONG)) {
      SplittableRandom random = new SplittableRandom(15);
      int writes = 0;
      for (int i = 0; sides.breaker().state() == BreakerState.CLOSED; i++) {
        boolean write = random.nextInt(100) < 15;
        String told = sides.ask(Request.of(write ? "POST" : "GET", "/" + i)).inShort();
        assertEquals(write ? "500 new" : "200 new", told);
        writes += write ? 1 : 0;
        assertTrue(writes <= 20, "writes that failed while the breaker was closed: " + writes);
      }
      assertEquals(20, writes, "the standard minimum of calls");
      assertEverythingGoesToLegacy(sides);
    }
  }

  @Test
  void failingReadsOpenItForWritesToo() {
    try (Sides sides = start(Behaviors.onlyFor("GET", BROKEN, WELL), OPEN_LONG)) {
      for (int i = 0; i < 20; i++) {
        assertEquals("200 legacy", sides.ask(Request.get("/" + i)).inShort());
      }
      sides.awaitBreaker(BreakerState.OPEN);
      assertEverythingGoesToLegacy(sides);
    }
  }

  @Test
  void fewerCallsThanTheMinimumOpenNothing() {
    try (Sides sides = start(BROKEN, OPEN_LONG)) {
      for (int i = 0; i < 19; i++) {
        sides.ask(Request.get("/" + i));
        sides.ask(Request.post("/" + i));
      }
      assertEquals(BreakerState.CLOSED, sides.breaker().state());
      assertEquals(38, sides.moved().executions());
    }
  }

  @Test
  void aFailureRateBelowTheThresholdOpensNothing() {
    Behavior oneOfThree = Behaviors.when(exchange -> exchange.target().endsWith("0"), BROKEN, WELL);
    try (Sides sides = start(oneOfThree, OPEN_LONG)) {
      for (int i = 0; i < 120; i++) {
        sides.ask(Request.get("/" + i % 3));
      }
      assertEquals(BreakerState.CLOSED, sides.breaker().state());
      assertEquals(120, sides.moved().executions());
    }
  }

  @Test
  void callsThatHangOpenItAtSlowCallLongBeforeTheirTimeout() {
    String route = "timeout: 1h, breaker: { slow-call: 200ms, minimum-calls: 4, open-for: 1h }";
    List<RawClient> waiting = new ArrayList<>();
    try (Sides sides = start(Failures.hang(), route)) {
      for (int i = 0; i < 4; i++) {
        waiting.add(sides.client().send(Request.get("/hang" + i).text()));
      }
      sides.awaitBreaker(BreakerState.OPEN);
      sides.moved().awaitRequests(4, Sides.SOON);
      assertEquals("200 legacy", sides.ask(Request.get("/asked")).inShort());
      assertEquals(4, sides.moved().executions());
      assertEquals(4, sides.moved().connectionsOpen(), "the calls that hang still wait");
    } finally {
      waiting.forEach(RawClient::close);
    }
  }

  @Test
  void maxInFlightBoundsWhatAHangCosts() {
    String route = "timeout: 1h, max-in-flight: 3, breaker: off";
    List<RawClient> waiting = new ArrayList<>();
    try (Sides sides = start(Failures.hang(), route)) {
      for (int i = 0; i < 3; i++) {
        waiting.add(sides.client().send(Request.get("/hang" + i).text()));
      }
      sides.moved().awaitRequests(3, Sides.SOON);
      for (int i = 0; i < 10; i++) {
        assertEquals("200 legacy", sides.ask(Request.post("/" + i)).inShort());
      }
      assertEquals(3, sides.moved().executions());
      waiting.remove(0).reset();
      sides.logged("/hang0");
      sides.moved().behave(WELL);
      assertEquals("200 new", sides.ask(Request.get("/free")).inShort());
    } finally {
      waiting.forEach(RawClient::close);
    }
  }

  @Test
  void withTheBreakerOffNewIsNeverLeftAlone() {
    try (Sides sides = start(BROKEN, "breaker: off, timeout: 20s")) {
      for (int i = 0; i < 150; i++) {
        assertEquals("200 legacy", sides.ask(Request.get("/" + i)).inShort());
      }
      assertEquals(150, sides.moved().executions());
    }
  }

  private static void assertEverythingGoesToLegacy(Sides sides) {
    int before = sides.moved().executions();
    assertEquals("200 legacy", sides.ask(Request.get("/read-when-open")).inShort());
    assertEquals("200 legacy", sides.ask(Request.post("/write-when-open")).inShort());
    assertEquals(before, sides.moved().executions(), "executions at new while it is open");
    for (String path : List.of("/read-when-open", "/write-when-open")) {
      String line = sides.logged(path);
      assertTrue(line.contains("\"why\":\"breaker-open\""), line);
    }
  }

  private static Sides start(Behavior atNew, String route) {
    return Sides.with(atNew).route(route).start();
  }
}
