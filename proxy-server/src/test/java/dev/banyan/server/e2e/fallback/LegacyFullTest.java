package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawClient;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where legacy has no place for a request there is nobody left to ask: 503, and nothing is sent.
 */
class LegacyFullTest {
  private static final String HOLD = "- { name: hold, match: { path: /hold/** }, kill: true }";
  private static final String KEY = "X-Request-Key: the-one";

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({
    "GET, pending-timeout, 'share: 0%'",
    "POST, pending-timeout, 'share: 0%'",
    "GET, pending-timeout, 'fallback: on'",
    "POST, pending-timeout, 'fallback: on'",
    "GET, pool-full, 'share: 0%'",
    "POST, pool-full, 'share: 0%'",
    "GET, pool-full, 'fallback: on'",
    "POST, pool-full, 'fallback: on'"
  })
  void thereIsNobodyLeftToAsk(String method, String failure, String route) {
    try (Obstacle.Blocked blocked = full(failure, route)) {
      Sides sides = blocked.sides();
      sides.moved().stopListening();
      Request request = Request.of(method, "/asked").with(KEY);
      assertEquals("503 proxy", sides.ask(request).inShort());
      assertEquals(0, sides.moved().executions(), "executions at new");
      assertEquals(0, sides.legacy().executionsOf("the-one"), "executions at legacy");
      String line = sides.logged("/asked");
      assertTrue(line.contains("\"failure\":\"" + failure + "\""), line);
    }
  }

  private static Obstacle.Blocked full(String failure, String route) {
    if (failure.equals("pending-timeout")) {
      Sides sides = start("pending-timeout: 100ms", route);
      return new Obstacle.Blocked(sides, List.of(hold(sides)));
    }
    Sides sides = start("max-pending: 1, pending-timeout: 1h", route);
    return new Obstacle.Blocked(sides, List.of(hold(sides), waitBehind(sides)));
  }

  private static Sides start(String old, String route) {
    Behavior well = Behaviors.signed(Answer.ok("well"));
    Behavior hanging =
        Behaviors.when(exchange -> exchange.target().equals("/hold/first"), Failures.hang(), well);
    return Sides.with(well)
        .legacy(hanging)
        .old("timeout: 20s, max-connections: 1, " + old)
        .route("timeout: 20s, " + route)
        .moreRoutes(HOLD)
        .start();
  }

  private static RawClient hold(Sides sides) {
    RawClient holder = sides.client().send(Request.get("/hold/first").text());
    sides.legacy().awaitRequests(1, Sides.SOON);
    return holder;
  }

  private static RawClient waitBehind(Sides sides) {
    RawClient waiter = sides.client().send(Request.get("/hold/second").text());
    var backends = sides.proxy().banyan().serving().backends();
    Await.until("a request waits", Sides.SOON, () -> backends.get("old").pending() == 1);
    return waiter;
  }
}
