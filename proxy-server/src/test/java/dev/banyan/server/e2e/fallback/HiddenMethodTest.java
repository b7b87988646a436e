package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.Promptly;
import dev.banyan.testkit.WaitingTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request with a field that applications take for its method is a write, whatever it says. */
class HiddenMethodTest {
  private static final Behavior WELL = Behaviors.signed(Answer.ok("well"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-HTTP-Method-Override: DELETE",
        "X_Method_Override: PUT",
        "x-http-method: PATCH"
      })
  void aGetThatHidesAnotherMethodIsSentOnce(String line) {
    try (Sides sides =
        Sides.with(Behaviors.signed(Answer.status(500))).route("fallback: on").start()) {
      assertEquals("500 new", sides.ask(Request.get("/asked").with(line)).inShort());
      assertEquals(1, sides.moved().executions());
      assertEquals(0, sides.legacy().executions());
      sides.awaitCalls(false, new Calls(0, 1, 0));
      assertEquals(new Calls(0, 0, 0), sides.calls(true));
    }
  }

  @Test
  void neitherMethodsNorAKeyAllowAReplay() {
    String keys = "fallback: { methods: [POST], idempotency-key: true }";
    try (Sides sides = Sides.with(Behaviors.signed(Answer.status(500))).route(keys).start()) {
      Request hidden =
          Request.post("/asked").with("X-HTTP-Method-Override: GET").with("Idempotency-Key: k");
      assertEquals("500 new", sides.ask(hidden).inShort());
      assertEquals(0, sides.legacy().executions());
      assertEquals("200 legacy", sides.ask(Request.post("/plain")).inShort());
    }
  }

  @WaitingTest
  void aReusedConnectionThatDiesIsNotTriedOnceMore() {
    Promptly.within(
        Duration.ofSeconds(1),
        () -> {
          Behavior dying = Failures.dieOnReuse(Ending.FIN, WELL);
          try (Sides sides = Sides.with(dying).fresh("idle-timeout: 1h").start()) {
            sides.ask(Request.get("/warm-up"));
            Request hidden = Request.get("/asked").with("X-HTTP-Method-Override: DELETE");
            assertEquals("502 proxy", sides.ask(hidden).inShort());
            assertEquals(2, sides.moved().executions());
            assertEquals(0, sides.legacy().executions());
          }
        });
  }

  @Test
  void itGoesByTheShareOfWrites() {
    try (Sides sides = Sides.with(WELL).route("share: { reads: 100%, writes: 0% }").start()) {
      assertEquals("200 new", sides.ask(Request.get("/plain")).inShort());
      Request hidden = Request.get("/asked").with("X-HTTP-Method-Override: DELETE");
      assertEquals("200 legacy", sides.ask(hidden).inShort());
      assertTrue(sides.logged("/asked").contains("\"why\":\"share\""));
    }
  }
}
