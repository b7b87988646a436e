package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.DeadPort;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.WaitingTest;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code timeout} runs while new alone is waited for, never while the client is. */
class TimeoutTest {
  private static final Behavior WELL = Behaviors.signed(Answer.ok("from new"));
  private static final Duration TIMEOUT = Duration.ofMillis(2500);
  private static final String ROUTE = "timeout: 2500ms, breaker: { slow-call: 2400ms }";

  @WaitingTest
  void aClientThatIsSlowWithItsBodyHasAllTheTimeItNeeds() {
    try (Sides sides = Sides.with(WELL).route(ROUTE).start();
        RawClient client = sides.client()) {
      Request request = Request.post("/asked").body("abc");
      client.sendPieces(TIMEOUT.plusMillis(200), request.head(), "ab");
      client.send("c");
      assertEquals("200 new", Told.by(client.readResponse()).inShort());
      assertEquals(0, sides.legacy().executions());
      sides.awaitCalls(false, new Calls(1, 0, 0));
    }
  }

  @WaitingTest
  void aClientThatIsSlowWithItsAnswerHasAllTheTimeItNeeds() {
    Payload big = Payload.generated(8 << 20, 3);
    try (Sides sides = Sides.with(Answer.ok("").body(big)).route(ROUTE).start();
        RawClient client = RawClient.connect(sides.proxy().port(), 4096).timeout(Sides.SOON)) {
      client.send(Request.get("/asked").text());
      var head = client.readHead();
      client.sendPieces(TIMEOUT.plusMillis(500), "");
      var answer = client.readBody(head);
      assertTrue(answer.complete(), answer.detail());
      assertEquals(big.sha256(), answer.body().sha256());
      sides.awaitCalls(true, new Calls(1, 0, 0));
    }
  }

  @ParameterizedTest(name = "{0} with {1}")
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({
    "POST, breaker: on, 504 proxy",
    "GET, 'fallback: { body: 8MiB }', 200 legacy",
    "POST, 'fallback: { body: 8MiB, methods: [POST] }', 200 legacy"
  })
  void newThatTakesNoByteOfABodyRunsIntoIt(String method, String route, String told) {
    String body = "b".repeat(6 << 20);
    try (Sides sides =
        Sides.with(Failures.neverRead()).smallBuffers().route("timeout: 400ms, " + route).start()) {
      Request request = Request.of(method, "/asked").body(body);
      try (RawClient client = sides.client()) {
        Thread sender = new Thread(() -> client.trySend(request.text()));
        sender.setDaemon(true);
        sender.start();
        assertEquals(told, Told.by(client.readResponse()).inShort());
      }
      assertEquals(0, sides.moved().executions());
      assertEquals(told.startsWith("200") ? 1 : 0, sides.legacy().executions());
      assertTrue(sides.logged("/asked").contains("timeout"), sides.logged("/asked"));
    }
  }

  @WaitingTest
  void newThatTakesABodySlowlyIsGivenTime() {
    Behavior sips =
        exchange -> {
          for (int i = 0; i < 8; i++) {
            exchange.wire().pause(Duration.ofMillis(100));
          }
          WELL.handle(exchange);
        };
    try (Sides sides = Sides.with(sips).route("timeout: 4s").start()) {
      String body = "b".repeat(1 << 20);
      assertEquals("200 new", sides.ask(Request.post("/asked").body(body)).inShort());
    }
  }

  @WaitingTest
  void connectingHasATimeoutOfItsOwn() {
    try (DeadPort silent = DeadPort.silent();
        Sides sides =
            Sides.with(WELL)
                .freshUrls("http://127.0.0.1:" + silent.port())
                .fresh("connect-timeout: 700ms")
                .route("timeout: 100ms")
                .start()) {
      long start = System.nanoTime();
      assertEquals("200 legacy", sides.ask(Request.get("/asked")).inShort());
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(millis >= 690, "legacy answered after " + millis + " ms");
      assertTrue(sides.logged("/asked").contains("connect-timeout"), sides.logged("/asked"));
    }
  }

  @WaitingTest
  void waitingForAPooledConnectionHasATimeoutOfItsOwn() {
    Behavior heldAtFirst =
        Behaviors.when(exchange -> exchange.target().equals("/hold"), Failures.hang(), WELL);
    String table = "- { name: hold, match: { path: /hold }, timeout: 20s }";
    try (Sides sides =
            Sides.with(heldAtFirst)
                .fresh("max-connections: 1, pending-timeout: 700ms")
                .route("timeout: 100ms")
                .moreRoutes(table)
                .start();
        RawClient holder = sides.client()) {
      holder.send(Request.get("/hold").text());
      sides.moved().awaitRequests(1, Sides.SOON);
      long start = System.nanoTime();
      assertEquals("200 legacy", sides.ask(Request.get("/asked")).inShort());
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(millis >= 690, "legacy answered after " + millis + " ms");
    }
  }

  @WaitingTest
  void legacyHasTheTimeoutOfItsBackendNotOfTheRoute() {
    Behavior slow =
        Behaviors.slow(TIMEOUT.plusMillis(300), Behaviors.signed(Answer.ok("from legacy")));
    try (Sides sides = Sides.with(Failures.hang()).legacy(slow).route(ROUTE).start()) {
      assertEquals("200 legacy", sides.ask(Request.get("/asked")).inShort());
    }
  }
}
