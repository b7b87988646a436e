package dev.banyan.server.e2e.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.backend.CheckResult;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RecordedRequest;
import dev.banyan.testkit.WaitingTest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints are asked whether they are well, and those that are not come last. */
class HealthCheckTest {
  private static final String CHECK = "path: /health, every: 20ms, timeout: 5s";
  private static final String QUICK = ", slow-start: 0s, health-check: { " + CHECK + " }";
  private static final String BOTH = Farm.app("urls: [@0, @1]" + QUICK);
  private static final String SICK = Farm.app("urls: [@0]" + QUICK);

  /** Two sides; what is asked of new goes to the first two origins, else to the last. */
  private static String sides(String check, String route) {
    return """
    backends:
      fresh: { urls: [@0, @1], slow-start: 0s, health-check: { %s } }
      old: @2
    legacy: old
    routes:
      - { name: r, match: { path: /asked }, new: fresh, share: 100%%, timeout: 20s, %s }
    """
        .formatted(check, route);
  }

  /** Behaves so when its health is asked for, and well otherwise. */
  private static Behavior checked(Behavior check) {
    return Behaviors.when(exchange -> exchange.target().equals("/health"), check, Farm.WELL);
  }

  private static void awaitUp(Farm farm, String backend, int endpoint, boolean up) {
    Await.until(
        "endpoint " + endpoint + " is " + (up ? "up" : "down"),
        Farm.SOON,
        () -> farm.backend(backend).endpoints().get(endpoint).up() == up);
  }

  private static long asked(Farm farm, int origin) {
    return farm.origin(origin).requests().stream()
        .filter(request -> !request.target().equals("/health"))
        .count();
  }

  @WaitingTest
  void anEndpointThatIsDownGetsNoRequestUntilItIsUp() {
    try (Farm farm = new Farm(2, 2, BOTH)) {
      farm.origin(1).behave(checked(Answer.status(503)));
      awaitUp(farm, "app", 1, false);
      long before = asked(farm, 1);
      for (int i = 0; i < 30; i++) {
        assertEquals("origin 0", farm.ask());
      }
      assertEquals(before, asked(farm, 1));
      farm.origin(1).behave(Farm.WELL);
      awaitUp(farm, "app", 1, true);
      Await.until("it is used", Farm.SOON, () -> farm.ask().equals("origin 1"));
      assertEquals(0, farm.app().healthCounts().unhealthyPicks());
    }
  }

  /** What an endpoint can do when it is asked. */
  enum Trouble {
    STATUS(Answer.status(404)),
    TIMEOUT(Failures.hang()),
    CLOSED(Failures.closeBeforeHead()),
    INVALID(Failures.garbage(100, 1)),
    CONNECT_FAILED(Failures.resetBeforeHead());

    @SuppressWarnings("ImmutableEnumChecker")
    private final Behavior behavior;

    Trouble(Behavior behavior) {
      this.behavior = behavior;
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource
  void aCheckFailsBy(Trouble trouble) {
    CheckResult result = CheckResult.valueOf(trouble.name());
    // So that no other check than the one that hangs runs into it.
    String timeout = trouble == Trouble.TIMEOUT ? "timeout: 500ms" : "timeout: 5s";
    try (Farm farm = new Farm(1, 2, BOTH.replace("timeout: 5s", timeout))) {
      awaitUp(farm, "app", 0, true);
      farm.origin(1).behave(checked(trouble.behavior));
      if (trouble == Trouble.CONNECT_FAILED) {
        farm.origin(1).stopListening();
      }
      awaitUp(farm, "app", 1, false);
      Await.until("it is counted", Farm.SOON, () -> farm.app().healthCounts().checks(result) >= 3);
      assertEquals("origin 0", farm.ask());
      farm.origin(1).resumeListening();
      farm.origin(1).behave(Farm.WELL);
      awaitUp(farm, "app", 1, true);
      assertTrue(farm.app().healthCounts().checks(CheckResult.PASSED) > 0);
    }
  }

  @WaitingTest
  void whereNoneOfLegacysIsWellAllAreTriedAndCounted() {
    try (Farm farm = new Farm(1, 2, BOTH)) {
      farm.origin(0).behave(checked(Answer.status(500)));
      farm.origin(1).behave(checked(Answer.status(500)));
      awaitUp(farm, "app", 0, false);
      awaitUp(farm, "app", 1, false);
      Await.until(
          "both answer",
          Farm.SOON,
          () -> {
            assertTrue(farm.ask().startsWith("origin"));
            return asked(farm, 0) > 0 && asked(farm, 1) > 0;
          });
      assertTrue(farm.app().healthCounts().unhealthyPicks() >= 2);
    }
  }

  @WaitingTest
  void theOnlyEndpointIsUsedWhateverItsChecksSay() {
    try (Farm farm = new Farm(1, 1, SICK)) {
      farm.origin(0).behave(checked(Answer.status(500)));
      awaitUp(farm, "app", 0, false);
      assertEquals("origin 0", farm.ask());
    }
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"GET", "POST"})
  void whereNoneOfNewsIsWellLegacyAnswersAndNewIsNotAsked(String method) {
    String request = method + " /asked HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
    try (Farm farm = new Farm(1, 3, sides(CHECK, "fallback: on"));
        RawClient client = farm.client()) {
      farm.origin(0).behave(checked(Answer.status(500)));
      farm.origin(1).behave(checked(Answer.status(500)));
      awaitUp(farm, "fresh", 0, false);
      awaitUp(farm, "fresh", 1, false);
      Await.until("legacy", Farm.SOON, () -> Farm.ask(client, request).equals("origin 2"));
      long before = asked(farm, 0) + asked(farm, 1);
      for (int i = 0; i < 20; i++) {
        assertEquals("origin 2", Farm.ask(client, request));
      }
      assertEquals(before, asked(farm, 0) + asked(farm, 1));
      farm.origin(1).behave(Farm.WELL);
      awaitUp(farm, "fresh", 1, true);
      Await.until("new is back", Farm.SOON, () -> Farm.ask(client, request).equals("origin 1"));
    }
  }

  @WaitingTest
  void whereNobodyElseMayAnswerAllOfNewsAreTried() {
    try (Farm farm = new Farm(1, 3, sides("path: /wrong", "fallback: off"));
        RawClient client = farm.client()) {
      Behavior wrongPath =
          Behaviors.when(
              exchange -> exchange.target().equals("/wrong"), Answer.status(404), Farm.WELL);
      farm.origin(0).behave(wrongPath);
      farm.origin(1).behave(wrongPath);
      awaitUp(farm, "fresh", 0, false);
      awaitUp(farm, "fresh", 1, false);
      for (int i = 0; i < 20; i++) {
        assertTrue(List.of("origin 0", "origin 1").contains(Farm.ask(client)));
      }
      assertEquals(0, farm.origin(2).executions());
    }
  }

  @WaitingTest
  void anEditOfSomethingElseKeepsWhatIsKnown() {
    String once = ", health-check: { path: /health, every: 1h }";
    try (Farm farm = new Farm(2, 2, Farm.app("urls: [@0, @1]"))) {
      farm.origin(1).behave(checked(Answer.status(503)));
      farm.reload(Farm.app("urls: [@0, @1]" + once));
      awaitFirstChecks(farm);
      farm.reload(Farm.app("urls: [@1, @0], timeout: 5s" + once));
      assertFalse(farm.app().endpoints().get(0).up());
      assertTrue(farm.app().endpoints().get(1).up());
      farm.reload(Farm.app("urls: [@0, @1], timeout: 6s"));
      awaitUp(farm, "app", 1, true);
      assertEquals(2, farm.origin(0).executions() + farm.origin(1).executions(), "checks");
    }
  }

  /** Answers that it is not well, once it may. */
  private static Behavior sickAfter(CountDownLatch gate) {
    return exchange -> {
      exchange.readBody();
      try {
        assertTrue(gate.await(Farm.SOON.toMillis(), TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      Answer.status(503).handle(exchange);
    };
  }

  private static final String RARELY = ", health-check: { path: /health, every: 1h, timeout: 60s }";

  @WaitingTest
  void anEditWhileAnEndpointIsAskedLosesNoAnswer() {
    CountDownLatch gate = new CountDownLatch(1);
    try (Farm farm = new Farm(2, 2, Farm.app("urls: [@0, @1]"))) {
      farm.origin(1).behave(checked(sickAfter(gate)));
      farm.reload(Farm.app("urls: [@0, @1]" + RARELY));
      farm.origin(1).awaitRequests(1, Farm.SOON);
      farm.reload(Farm.app("urls: [@0, @1], timeout: 5s" + RARELY));
      assertTrue(farm.app().endpoints().get(1).up());
      gate.countDown();
      awaitUp(farm, "app", 1, false);
      assertEquals(1, farm.origin(1).executions(), "checks");
    }
  }

  @WaitingTest
  void anEndpointThatIsTakenOutWhileItIsAskedIsForgottenWithTheQuestion() {
    try (Farm farm = new Farm(2, 2, Farm.app("urls: [@0, @1]"))) {
      farm.origin(1).behave(checked(Failures.hang()));
      farm.reload(Farm.app("urls: [@0, @1]" + RARELY));
      farm.origin(1).awaitRequests(1, Farm.SOON);
      farm.reload(Farm.app("urls: [@0]" + RARELY));
      Await.until("it is asked no more", Farm.SOON, () -> farm.origin(1).connectionsOpen() == 0);
      farm.origin(1).behave(Farm.WELL);
      farm.reload(Farm.app("urls: [@0, @1]" + RARELY));
      farm.origin(1).awaitRequests(2, Farm.SOON);
      Await.until(
          "both are well",
          Farm.SOON,
          () -> farm.app().healthCounts().checks(CheckResult.PASSED) == 2);
      assertTrue(farm.app().endpoints().get(1).up());
    }
  }

  private static void awaitFirstChecks(Farm farm) {
    Await.until(
        "each was asked",
        Farm.SOON,
        () -> {
          var counts = farm.app().healthCounts();
          return counts.checks(CheckResult.PASSED) + counts.checks(CheckResult.STATUS) == 2;
        });
  }

  @WaitingTest
  void aCheckThatIsMendedDecidesAtOnce() {
    String wrong = ", health-check: { path: /wrong, every: 1h }";
    try (Farm farm = new Farm(1, 2, Farm.app("urls: [@0, @1]" + wrong))) {
      Behavior picky =
          Behaviors.when(
              exchange -> exchange.target().equals("/wrong"), Answer.status(404), Farm.WELL);
      farm.origin(0).behave(picky);
      farm.origin(1).behave(picky);
      awaitFirstChecks(farm);
      farm.reload(Farm.app("urls: [@0, @1]" + wrong.replace("wrong", "right")));
      awaitUp(farm, "app", 0, true);
      awaitUp(farm, "app", 1, true);
    }
  }

  @WaitingTest
  void anEndpointThatIsTakenOutIsAskedNoMore() {
    try (Farm farm = new Farm(2, 2, BOTH)) {
      farm.origin(1).awaitRequests(3, Farm.SOON);
      farm.reload(SICK);
      // What was on its way has come by then.
      awaitTenChecks(farm.origin(0));
      Await.until("nothing is open", Farm.SOON, () -> farm.origin(1).connectionsOpen() == 0);
      int before = farm.origin(1).connectionsAccepted();
      awaitTenChecks(farm.origin(0));
      assertEquals(before, farm.origin(1).connectionsAccepted());
    }
  }

  private static void awaitTenChecks(RawOrigin of) {
    of.awaitRequests(of.executions() + 10, Farm.SOON);
  }

  @WaitingTest
  void aCheckIsOneRequestOnAConnectionOfItsOwn() {
    String keys = "url: @0, max-connections: 1, host: rewrite, health-check: { every: 20ms,";
    try (Farm farm = new Farm(4, 1, Farm.app(keys + " path: '/h?x=1', host: shop.example }"))) {
      farm.origin(0).awaitRequests(5, Farm.SOON);
      RecordedRequest check = farm.origin(0).requests().get(3);
      assertEquals("GET", check.method());
      assertEquals("/h?x=1", check.target());
      assertEquals("shop.example", check.headers().first("Host").orElse(""));
      assertEquals("banyan-health-check", check.headers().first("User-Agent").orElse(""));
      assertEquals("close", check.headers().first("Connection").orElse(""));
      assertFalse(check.connection() == farm.origin(0).requests().get(2).connection());
      assertEquals(0, farm.app().connections());
      assertEquals("origin 0", farm.ask());
    }
  }

  @WaitingTest
  void oneLoopAsksForAll() {
    long start = System.nanoTime();
    String every = "url: @0, health-check: { path: /health, every: 200ms }";
    try (Farm farm = new Farm(8, 1, Farm.app(every))) {
      farm.origin(0).awaitRequests(5, Farm.SOON);
      assertTrue(System.nanoTime() - start >= 4 * 200_000_000L);
    }
  }
}
