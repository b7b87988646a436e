package dev.banyan.server.e2e.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.WaitingTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint that fails what it is sent is left alone for a while, but never the last one. */
class EjectionTest {
  private static final String LONG = ", slow-start: 0s, ejection: { failures: 3, for: 1h }";
  private static final String SHORT =
      ", slow-start: 0s, ejection: { failures: 3, for: 200ms, longest: 400ms }";

  /** New with two endpoints, and legacy to rescue what they fail. */
  private static String sides(String keys) {
    return """
    backends:
      fresh: { urls: [@0, @1]%s }
      old: @2
    legacy: old
    routes:
      - name: r
        match: { path: /** }
        new: fresh
        share: 100%%
        timeout: 1s
        breaker: off
    """
        .formatted(keys);
  }

  private static boolean ejected(Farm farm, String backend, int endpoint) {
    return farm.backend(backend).endpoints().get(endpoint).ejected();
  }

  private static void awaitEjected(Farm farm, String backend, int endpoint) {
    Await.until("it is left alone", Farm.SOON, () -> ejected(farm, backend, endpoint));
  }

  /** How an endpoint fails. */
  enum Trouble {
    HANG(Failures.hang()),
    CLOSE(Failures.closeBeforeHead()),
    RESET(Failures.resetBeforeHead()),
    GARBAGE(Failures.garbage(100, 1));

    @SuppressWarnings("ImmutableEnumChecker")
    private final Behavior behavior;

    Trouble(Behavior behavior) {
      this.behavior = behavior;
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource
  void anEndpointThatGivesNoAnswersIsLeftAlone(Trouble trouble) {
    try (Farm farm = new Farm(2, 3, sides(LONG));
        SteadyLoad load = SteadyLoad.start(farm, 4, "GET")) {
      load.awaitMoreBy(1, 10);
      farm.origin(1).behave(trouble.behavior);
      awaitEjected(farm, "fresh", 1);
      int before = farm.origin(1).executions();
      load.awaitMore(200);
      assertTrue(farm.origin(1).executions() - before <= 4, "but for what was on its way");
      assertFalse(ejected(farm, "fresh", 0));
      load.stop();
      assertEquals(List.of(), load.losses());
      assertEquals(1, farm.backend("fresh").healthCounts().ejections());
    }
  }

  @WaitingTest
  void anEndpointThatCannotBeReachedIsLeftAloneAndComesBack() {
    try (Farm farm = new Farm(2, 2, Farm.app("urls: [@0, @1]" + SHORT));
        SteadyLoad load = SteadyLoad.start(farm, 4, "POST")) {
      load.awaitMoreBy(1, 10);
      farm.reload(Farm.app("urls: [@0]" + SHORT));
      // Requests of the table before it have ended by then, and none of them connects any more.
      load.awaitMore(100);
      Await.until("it is at rest", Farm.SOON, () -> farm.origin(1).connectionsOpen() == 0);
      farm.origin(1).stopListening();
      farm.reload(Farm.app("urls: [@0, @1]" + SHORT));
      awaitEjected(farm, "app", 1);
      Await.until("again and again", Farm.SOON, () -> farm.app().healthCounts().ejections() >= 4);
      farm.origin(1).resumeListening();
      load.awaitMoreBy(1, 50);
      load.stop();
      assertEquals(List.of(), load.losses());
      assertFalse(ejected(farm, "app", 0));
    }
  }

  @WaitingTest
  void whereAllFailNobodyIsLeftAlone() {
    try (Farm farm = new Farm(1, 2, Farm.app("urls: [@0, @1]" + LONG));
        RawClient client = farm.client()) {
      farm.origin(0).stopListening();
      farm.origin(1).stopListening();
      for (int i = 0; i < 50; i++) {
        assertEquals("503", Farm.ask(client));
      }
      assertEquals(0, farm.app().healthCounts().ejections());
      farm.origin(1).resumeListening();
      assertEquals("origin 1", Farm.ask(client), "both are tried");
    }
  }

  @WaitingTest
  void theLastEndpointIsNeverLeftAlone() {
    try (Farm farm = new Farm(1, 3, sides(LONG));
        RawClient client = farm.client()) {
      farm.origin(0).behave(Failures.resetBeforeHead());
      Await.until(
          "it is left alone",
          Farm.SOON,
          () -> {
            Farm.ask(client);
            return ejected(farm, "fresh", 0);
          });
      farm.origin(1).behave(Failures.resetBeforeHead());
      int before = farm.origin(1).executions();
      for (int i = 0; i < 20; i++) {
        assertEquals("origin 2", Farm.ask(client));
      }
      assertTrue(farm.origin(1).executions() - before >= 20, "all went there first");
      assertFalse(ejected(farm, "fresh", 1));
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(ints = {500, 502, 503, 404})
  void aStatusIsAnAnswer(int status) {
    try (Farm farm = new Farm(1, 2, Farm.app("urls: [@0, @1]" + LONG));
        RawClient client = farm.client()) {
      farm.origin(0).behave(Answer.status(status));
      int before = farm.origin(0).executions();
      Await.until(
          "it has answered often",
          Farm.SOON,
          () -> {
            Farm.ask(client);
            return farm.origin(0).executions() - before > 10;
          });
      assertEquals(0, farm.app().healthCounts().ejections());
    }
  }

  @WaitingTest
  void ejectionCanBeOff() {
    try (Farm farm = new Farm(1, 2, Farm.app("urls: [@0, @1], ejection: off"));
        RawClient client = farm.client()) {
      farm.origin(0).behave(Failures.resetBeforeHead());
      Await.until(
          "it has failed often",
          Farm.SOON,
          () -> {
            Farm.ask(client);
            return farm.origin(0).executions() > 10;
          });
      assertEquals(0, farm.app().healthCounts().ejections());
    }
  }

  @WaitingTest
  void anEndpointThatClosesOnSlowClientsIsNotLeftAlone() {
    Behavior answersEarly =
        exchange -> {
          exchange.wire().write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
          exchange.wire().finish();
        };
    Behavior givesUp =
        exchange -> {
          exchange.execute();
          exchange.wire().pause(Duration.ofMillis(500));
          exchange.wire().close();
        };
    try (Farm farm = new Farm(2, 3, sides(LONG))) {
      farm.origin(0).behave(answersEarly);
      farm.origin(1).behave(givesUp);
      List<Integer> told = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        try (RawClient client = farm.client()) {
          client.send("POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\npart");
          told.add(client.readResponse().status());
        }
      }
      assertTrue(Collections.frequency(told, 408) >= 3, "told: " + told);
      assertFalse(ejected(farm, "fresh", 1), "told: " + told);
    }
  }

  @WaitingTest
  void anEditThatEndsEjectionEndsItAtOnce() {
    try (Farm farm = new Farm(1, 3, sides(LONG));
        RawClient client = farm.client()) {
      farm.origin(0).behave(Failures.resetBeforeHead());
      Await.until(
          "it is left alone",
          Farm.SOON,
          () -> {
            Farm.ask(client);
            return ejected(farm, "fresh", 0);
          });
      farm.reload(sides(LONG + ", timeout: 5s"));
      assertTrue(ejected(farm, "fresh", 0), "an edit of something else");
      farm.reload(sides(", slow-start: 0s, ejection: off"));
      Await.until("it is back", Farm.SOON, () -> !ejected(farm, "fresh", 0));
    }
  }
}
