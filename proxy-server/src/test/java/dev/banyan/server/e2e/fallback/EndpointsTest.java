package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.DeadPort;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** First within a side: a connection that fails moves on to another endpoint, three at most. */
class EndpointsTest {
  private static final int ASKED = 40;

  private final List<DeadPort> dead = new ArrayList<>();

  @AfterEach
  void free() {
    dead.forEach(DeadPort::close);
  }

  private String dead(int count) {
    StringBuilder urls = new StringBuilder();
    for (int i = 0; i < count; i++) {
      DeadPort port = DeadPort.refusing();
      dead.add(port);
      urls.append("http://127.0.0.1:").append(port.port()).append(", ");
    }
    return urls.toString();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"GET", "POST"})
  void twoDeadEndpointsOfNewCostNothing(String method) {
    try (Sides sides = Sides.with(well("new")).freshUrls(dead(2) + "NEW").start()) {
      for (int i = 0; i < ASKED; i++) {
        assertEquals("200 new", sides.ask(Request.of(method, "/" + i)).inShort());
      }
      assertEquals(ASKED, sides.moved().executions());
      assertEquals(0, sides.legacy().executions());
      sides.awaitCalls(method.equals("GET"), new Calls(ASKED, 0, 0));
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"GET", "POST"})
  void twoDeadEndpointsOfLegacyCostNothing(String method) {
    try (Sides sides =
        Sides.with(well("new")).oldUrls(dead(2) + "LEGACY").route("kill: true").start()) {
      for (int i = 0; i < ASKED; i++) {
        assertEquals("200 legacy", sides.ask(Request.of(method, "/" + i)).inShort());
      }
      assertEquals(ASKED, sides.legacy().executions());
    }
  }

  @Test
  void threeEndpointsAreTriedAtMost() {
    try (Sides sides =
        Sides.with(well("new"))
            .freshUrls(dead(5) + "NEW")
            .fresh("idle-timeout: 1ms, ejection: off")
            .route("breaker: off")
            .start()) {
      TreeMap<String, Integer> by = new TreeMap<>();
      for (int i = 0; i < ASKED; i++) {
        by.merge(sides.ask(Request.get("/" + i)).by(), 1, Integer::sum);
      }
      // Half of the draws of three out of six hold the one that lives.
      assertTrue(by.getOrDefault("legacy", 0) > 0, by.toString());
      assertTrue(by.getOrDefault("new", 0) > 0, by.toString());
      assertEquals(ASKED, by.getOrDefault("new", 0) + by.getOrDefault("legacy", 0));
    }
  }

  @Test
  void aSideThatIsExhaustedIsOneFailureForTheBreaker() {
    try (Sides sides = Sides.with(well("new")).freshUrls(dead(3).replaceAll(", $", "")).start()) {
      assertEquals("200 legacy", sides.ask(Request.post("/asked")).inShort());
      sides.awaitCalls(false, new Calls(0, 1, 0));
      assertEquals(1, sides.legacy().executions());
    }
  }

  @Test
  void legacyWithoutALivingEndpointIs503() {
    try (Sides sides =
        Sides.with(Failures.resetBeforeHead()).oldUrls(dead(4).replaceAll(", $", "")).start()) {
      assertEquals("503 proxy", sides.ask(Request.get("/asked")).inShort());
      assertEquals(1, sides.moved().executions());
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"GET", "POST"})
  void anEndpointThatWasSentTheRequestIsNotFollowedByAnother(String method) {
    try (RawOrigin second = RawOrigin.start("second", Failures.resetBeforeHead());
        Sides sides =
            Sides.with(Failures.resetBeforeHead()).freshUrls(second.uri() + ", NEW").start()) {
      String told = method.equals("GET") ? "200 legacy" : "502 proxy";
      assertEquals(told, sides.ask(Request.of(method, "/asked")).inShort());
      assertEquals(1, sides.moved().executions() + second.executions(), "executions at new");
    }
  }

  @Test
  void aBodyIsSentWholeToTheEndpointThatLives() {
    String body = "b".repeat(1 << 20);
    try (Sides sides = Sides.with(well("new")).freshUrls(dead(2) + "NEW").start()) {
      assertEquals("200 new", sides.ask(Request.post("/asked").body(body)).inShort());
      assertEquals(body.length(), sides.moved().requests().get(0).body().length());
    }
  }

  private static Behavior well(String by) {
    return Behaviors.signed(Answer.ok("from " + by));
  }
}
