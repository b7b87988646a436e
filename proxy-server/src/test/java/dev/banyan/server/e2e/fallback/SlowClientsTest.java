package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.resilience.BreakerState;
import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.WaitingTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client does not do is not booked to new: half-open or closed, a breaker counts new. */
class SlowClientsTest {
  private static final Behavior WELL = Behaviors.signed(Answer.ok("from new"));
  private static final Behavior BROKEN = Behaviors.signed(Answer.status(500));
  private static final Calls NONE = new Calls(0, 0, 0);
  private static final String UNSENT = "Host: shop\r\nContent-Length: 1000\r\n\r\n";
  private static final Duration GIVES_UP = Duration.ofMillis(600);

  @WaitingTest
  void bodiesThatDoNotComeTakeNoProbeFromOthers() {
    String breaker = "timeout: 1h, breaker: { minimum-calls: 4, open-for: 400ms, probes: 2 }";
    List<RawClient> slow = new ArrayList<>();
    try (Sides sides = Sides.with(BROKEN).route(breaker).start()) {
      open(sides);
      sides.moved().behave(WELL);
      long opened = System.nanoTime();
      while (System.nanoTime() - opened < Duration.ofMillis(600).toNanos()) {
        slow.add(sides.client().send("GET /slow HTTP/1.1\r\n" + UNSENT));
        Await.until("a moment", Sides.SOON, passed(Duration.ofMillis(30)));
      }
      assertEquals("200 new", sides.ask(Request.get("/probe")).inShort());
      assertEquals("200 new", sides.ask(Request.get("/second-probe")).inShort());
      sides.awaitBreaker(BreakerState.CLOSED);
    } finally {
      slow.forEach(RawClient::close);
    }
  }

  @WaitingTest
  void aProbeGivesItsPermitBackOnceItsClientWasWaitedForAsLongAsTimeout() {
    String breaker = "timeout: 800ms, breaker: { minimum-calls: 4, open-for: 100ms, probes: 1 }";
    AtomicInteger reached = new AtomicInteger();
    Behavior reads =
        exchange -> {
          reached.incrementAndGet();
          WELL.handle(exchange);
        };
    List<RawClient> slow = new ArrayList<>();
    try (Sides sides = Sides.with(BROKEN).route(breaker).start()) {
      open(sides);
      sides.moved().behave(reads);
      Await.until(
          "a slow probe",
          Sides.SOON,
          () -> {
            slow.add(sides.client().send("GET /slow HTTP/1.1\r\n" + UNSENT));
            Await.until("a moment", Sides.SOON, passed(Duration.ofMillis(50)));
            return reached.get() > 0;
          });
      assertEquals("200 legacy", sides.ask(Request.get("/no-permit")).inShort());
      Await.until(
          "the permit",
          Sides.SOON,
          () -> sides.ask(Request.get("/probe")).inShort().equals("200 new"));
      sides.awaitBreaker(BreakerState.CLOSED);
    } finally {
      slow.forEach(RawClient::close);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"close, 408 proxy", "reset, 408 proxy", "408, 408 new", "503, 503 new"})
  void newThatGivesUpOnASlowUploadHasNotFailed(String how, String told) {
    try (Sides sides = Sides.with(givesUp(how)).route("timeout: 20s").start();
        RawClient client = sides.client()) {
      client.send("POST /slow HTTP/1.1\r\n" + UNSENT + "the first part");
      assertEquals(told, Told.by(client.readResponse()).inShort());
      sides.logged("/slow");
      assertEquals(NONE, sides.calls(false));
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"close", "reset", "503"})
  void newThatGivesUpWhileBytesAreHeldForItHasFailed(String how) {
    int length = 8 << 20;
    try (Sides sides = Sides.with(givesUp(how)).route("timeout: 20s").smallBuffers().start();
        RawClient client = sides.client()) {
      client.send("POST /held HTTP/1.1\r\nHost: shop\r\nContent-Length: " + length + "\r\n\r\n");
      client.trySend("x".repeat(length));
      sides.awaitCalls(false, new Calls(0, 1, 0));
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"503", "close"})
  void newThatFailsAtTheHeadHasFailedThoughTheBodyIsAPacketLate(String how) {
    Behavior atOnce =
        exchange -> {
          exchange.execute();
          if (how.equals("503")) {
            exchange.wire().write("HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n");
          }
          exchange.wire().finish();
        };
    try (Sides sides = Sides.with(atOnce).route("timeout: 20s").start();
        RawClient client = sides.client()) {
      client.send("POST /late HTTP/1.1\r\n" + UNSENT);
      client.readResponse();
      sides.awaitCalls(false, new Calls(0, 1, 0));
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(booleans = {false, true})
  void newThatGivesUpOnASlowReaderHasNotFailed(boolean resets) {
    Behavior endless =
        exchange -> {
          exchange.execute();
          exchange.wire().write("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n");
          byte[] bytes = new byte[64 << 10];
          while (true) {
            exchange.wire().write(bytes);
          }
        };
    try (Sides sides = Sides.with(endless).route("timeout: 20s").start();
        RawClient client = RawClient.connect(sides.proxy().port(), 4096).timeout(Sides.SOON)) {
      client.send(Request.get("/endless").text());
      assertEquals(200, client.readHead().status());
      Await.until("a standstill", Sides.SOON, passed(Duration.ofMillis(1500)));
      if (resets) {
        sides.moved().resetConnections();
      } else {
        sides.moved().closeConnections();
      }
      client.readUntilClose();
      assertTrue(sides.logged("/endless").contains("truncated"), sides.logged("/endless"));
      assertEquals(NONE, sides.calls(true));
      MetricsText metrics = Calls.scrape(sides.proxy().banyan().telemetry());
      assertEquals(0, metrics.value("banyan_client_errors_total{route=\"main\"}"));
      String attempts = "{outcome=\"abandoned\",route=\"main\",side=\"new\"}";
      assertEquals(1, metrics.value("banyan_attempts_total" + attempts));
    }
  }

  @WaitingTest
  void allCallsOfARouteFromOneAddressOpenItsBreakerAsEver() {
    String breaker = "timeout: 20s, breaker: { minimum-calls: 4 }";
    try (Sides sides = Sides.with(BROKEN).route(breaker).start();
        RawClient one = sides.client()) {
      for (int i = 0; i < 4; i++) {
        Request.post("/write").over(one);
      }
      sides.awaitBreaker(BreakerState.OPEN);
    }
  }

  private static Behavior givesUp(String how) {
    return exchange -> {
      exchange.execute();
      exchange.wire().pause(GIVES_UP);
      switch (how) {
        case "reset" -> exchange.wire().reset();
        case "close" -> exchange.wire().close();
        default -> {
          String fields = "X-Served-By: new\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
          exchange.wire().write("HTTP/1.1 " + how + " X\r\n" + fields);
          exchange.wire().finish();
        }
      }
    };
  }

  private static void open(Sides sides) {
    for (int i = 0; i < 4; i++) {
      sides.ask(Request.get("/opens"));
    }
    sides.awaitBreaker(BreakerState.OPEN);
  }

  private static BooleanSupplier passed(Duration time) {
    long start = System.nanoTime();
    return () -> System.nanoTime() - start >= time.toNanos();
  }
}
