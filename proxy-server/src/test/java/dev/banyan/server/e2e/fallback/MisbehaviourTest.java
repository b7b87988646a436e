package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.e2e.fallback.Misbehaviour.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fallback table where new was asked: each way of new to fail, for each kind of request. The
 * executions are counted at both origins.
 */
class MisbehaviourTest {
  private static final String ROUTES =
      """
      - { name: METHODSx, match: { path: /Px/methods/** }, fallback: { methods: [POST, PUT] }, REST }
      - { name: keyx, match: { path: /Px/key/** }, fallback: { idempotency-key: true }, REST }
      - { name: offx, match: { path: /Px/off/** }, fallback: off, REST }
      - { name: plainx, match: { path: /Px/plain/** }, REST }
      """;
  private static final AtomicInteger NEXT = new AtomicInteger();

  private static Sides sides;

  @BeforeAll
  static void start() {
    sides =
        Sides.with(Misbehaviour.RESET.behavior())
            .moreRoutes(routes("patient", "20s") + routes("hasty", "150ms"))
            .start();
  }

  private static String routes(String prefix, String timeout) {
    return ROUTES
        .replace("Px", prefix)
        .replaceAll("name: (\\w+)x", "name: $1-" + prefix)
        .replace("METHODS", "methods")
        .replace("REST", "breaker: off, timeout: " + timeout);
  }

  @AfterAll
  static void close() {
    sides.close();
  }

  static Stream<Arguments> rows() {
    List<Arguments> rows = new ArrayList<>();
    for (Misbehaviour row : Misbehaviour.values()) {
      for (Column column : Column.values()) {
        rows.add(Arguments.of(row, column));
      }
    }
    return rows.stream();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("rows")
  void isAnsweredAsTheTableSays(Misbehaviour row, Column column) {
    sides.moved().behave(row.behavior());
    sides.moved().log().clear();
    sides.legacy().log().clear();
    Request request = column.request(row.hasty() ? "hasty" : "patient", NEXT.incrementAndGet());

    Told told = sides.ask(request);

    boolean rescued = column.mayReplay() && row.rescued();
    assertEquals(rescued ? "200 legacy" : row.delivered(), told.inShort());
    assertEquals(rescued ? 1 : 0, sides.legacy().executions(), "executions at legacy");
    sides.moved().awaitRequests(1, Sides.SOON);
    assertEquals(1, sides.moved().executions(), "executions at new");
    assertEquals(request.body(), sides.moved().requests().get(0).body().text());
    if (rescued) {
      assertEquals(request.body(), sides.legacy().requests().get(0).body().text());
    }
    String line = sides.logged(request.path());
    String why = rescued ? "fallback:" + row.reason() : "share";
    assertTrue(line.contains("\"why\":\"" + why + "\""), line);
    boolean failed = !rescued && row.failsForClient();
    assertEquals(told.inShort(), Explained.of(sides, request, row.reason(), row.delivered()));
    assertEquals(failed, line.contains("\"failure\":\"" + row.reason() + "\""), line);
  }
}
