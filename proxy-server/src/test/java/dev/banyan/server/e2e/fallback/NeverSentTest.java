package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The first two rows of the fallback table: what provably never reached new is legacy's to answer,
 * whatever the method and however long the body.
 */
class NeverSentTest {
  private static final int LONG_BODY_BYTES = 3 << 20;
  private static final String KEY = "X-Request-Key: the-one";

  static Stream<Arguments> rows() {
    return Stream.of(Obstacle.values())
        .flatMap(row ->
            Stream.of("GET", "HEAD", "POST", "DELETE").map(method -> Arguments.of(row, method)));
  }

  @ParameterizedTest(name = "{0}: {1} is answered by legacy")
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("rows")
  void legacyAnswers(Obstacle row, String method) {
    try (Obstacle.Blocked blocked = row.start("fallback: on")) {
      Request request = Request.of(method, "/asked").with(KEY);
      assertEquals("200 legacy", blocked.sides().ask(request).inShort());
      String reason = row.why().replace("fallback:", "");
      assertEquals("200 legacy", Explained.of(blocked.sides(), request, reason, ""));
      assertExecutions(blocked, 1);
      String line = blocked.sides().logged("/asked");
      assertTrue(line.contains("\"why\":\"" + row.why() + "\""), line);
    }
  }

  @ParameterizedTest(name = "{0}: a body of 3 MiB goes to legacy whole")
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource
  void legacyGetsTheWholeOfALongBody(Obstacle row) {
    try (Obstacle.Blocked blocked = row.start("fallback: on")) {
      Request request = Request.post("/asked").with(KEY).body("b".repeat(LONG_BODY_BYTES));
      assertEquals("200 legacy", blocked.sides().ask(request).inShort());
      assertExecutions(blocked, 1);
      var received = blocked.sides().legacy().requests();
      assertEquals(LONG_BODY_BYTES, received.get(received.size() - 1).body().length());
    }
  }

  static Stream<Arguments> rowsWithoutFallback() {
    return Stream.of(Obstacle.values())
        .flatMap(row -> Stream.of("GET", "POST").map(method -> Arguments.of(row, method)));
  }

  @ParameterizedTest(name = "{0}, fallback: off: {1} gets 503")
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("rowsWithoutFallback")
  void withoutFallbackItIs503(Obstacle row, String method) {
    try (Obstacle.Blocked blocked = row.start("fallback: off")) {
      Request request = Request.of(method, "/asked").with(KEY);
      assertEquals("503 proxy", blocked.sides().ask(request).inShort());
      String reason = row.why().replace("fallback:", "");
      assertEquals("503 proxy", Explained.of(blocked.sides(), request, reason, ""));
      assertExecutions(blocked, 0);
    }
  }

  private static void assertExecutions(Obstacle.Blocked blocked, int atLegacy) {
    assertEquals(0, blocked.sides().moved().executionsOf("the-one"), "executions at new");
    assertEquals(atLegacy, blocked.sides().legacy().executionsOf("the-one"), "at legacy");
  }
}
