package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.RecordedRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies are kept up to the bound for a fallback, and above it dropped and counted. */
class BodyReplayTest {
  private static final String CHUNKED =
      "POST /asked HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String REPLAY = "timeout: 20s, fallback: { methods: [POST], body: 64KiB }";

  @ParameterizedTest(name = "a chunked body of {0} bytes reaches legacy as it reached new")
  @ValueSource(ints = {0, 1, 1000, 65536})
  void aBodyWithinTheBoundIsSentAgain(int bytes) {
    Payload body = Payload.generated(bytes, bytes);
    try (Sides sides = start(Failures.resetBeforeHead());
        RawClient client = sides.client()) {
      client.send(CHUNKED).sendChunked(body, 700);
      assertEquals("200 legacy", Told.by(client.readResponse()).inShort());
      assertEquals(body.sha256(), onlyRequest(sides.moved().requests()).body().sha256());
      assertEquals(body.sha256(), onlyRequest(sides.legacy().requests()).body().sha256());
      assertDropped(sides, 0);
    }
  }

  @ParameterizedTest(name = "{0} bytes with a length")
  @ValueSource(ints = {1, 65536})
  void aBodyOfKnownLengthIsSentAgain(int bytes) {
    Request request = Request.post("/asked").body("x".repeat(bytes));
    try (Sides sides = start(Behaviors.signed(Answer.status(503)))) {
      assertEquals("200 legacy", sides.ask(request).inShort());
      assertEquals(request.body(), onlyRequest(sides.legacy().requests()).body().text());
    }
  }

  @Test
  void aBodyOfAReadIsSentAgainToo() {
    Request request = Request.get("/asked").body("{\"query\":\"all\"}");
    try (Sides sides = start(Failures.closeBeforeHead())) {
      assertEquals("200 legacy", sides.ask(request).inShort());
      assertEquals(request.body(), onlyRequest(sides.moved().requests()).body().text());
      assertEquals(request.body(), onlyRequest(sides.legacy().requests()).body().text());
    }
  }

  @Test
  void trailersAreSentAgainToo() {
    try (Sides sides = start(Failures.resetBeforeHead());
        RawClient client = sides.client()) {
      client.send(CHUNKED).send("5\r\nhello\r\n0\r\nX-Sum: 17\r\n\r\n");
      assertEquals("200 legacy", Told.by(client.readResponse()).inShort());
      RecordedRequest atLegacy = onlyRequest(sides.legacy().requests());
      assertEquals("hello", atLegacy.body().text());
      assertEquals("17", atLegacy.body().trailers().first("X-Sum").orElse(""));
    }
  }

  @ParameterizedTest(name = "above the bound new''s failure is delivered: {0}")
  @ValueSource(strings = {"length", "chunked"})
  void aBodyAboveTheBoundGoesOnWithoutAFallback(String framing) {
    try (Sides sides = start(Failures.resetBeforeHead());
        RawClient client = sides.client()) {
      sendAboveBound(client, framing);
      assertEquals("502 proxy", Told.by(client.readResponse()).inShort());
      assertEquals(65537, onlyRequest(sides.moved().requests()).body().length());
      assertEquals(0, sides.legacy().executions());
      assertDropped(sides, 1);
    }
  }

  @Test
  void aStatusOfNewIsDeliveredForABodyAboveTheBound() {
    try (Sides sides = start(Behaviors.signed(Answer.status(503)));
        RawClient client = sides.client()) {
      sendAboveBound(client, "chunked");
      assertEquals("503 new", Told.by(client.readResponse()).inShort());
      assertEquals(0, sides.legacy().executions());
    }
  }

  @Test
  void aBodyAboveTheBoundDisturbsNobodyWhereNewIsWell() {
    try (Sides sides = start(Behaviors.signed(Answer.ok("from new")));
        RawClient client = sides.client()) {
      sendAboveBound(client, "chunked");
      assertEquals("200 new", Told.by(client.readResponse()).inShort());
      assertEquals(65537, onlyRequest(sides.moved().requests()).body().length());
      assertDropped(sides, 1);
    }
  }

  @Test
  void aBodyWithoutAnyUseForAReplayIsNotKept() {
    try (Sides sides =
            Sides.with(Behaviors.signed(Answer.ok("from new"))).route("timeout: 20s").start();
        RawClient client = sides.client()) {
      sendAboveBound(client, "chunked");
      assertEquals("200 new", Told.by(client.readResponse()).inShort());
      assertDropped(sides, 0);
    }
  }

  @Test
  void aFallbackInMidBodySendsWhatIsKeptAndStreamsOn() {
    Behavior afterThree =
        exchange -> {
          exchange.execute();
          exchange.wire().reset();
        };
    try (Sides sides = start(afterThree);
        RawClient client = sides.client()) {
      client.send(CHUNKED).send("3\r\nabc\r\n");
      Await.until("new is gone", Sides.SOON, () -> sides.legacy().connectionsAccepted() == 1);
      client.send("4\r\ndefg\r\n").send("0\r\n\r\n");
      assertEquals("200 legacy", Told.by(client.readResponse()).inShort());
      assertEquals("abcdefg", onlyRequest(sides.legacy().requests()).body().text());
      assertEquals(1, sides.moved().executions());
    }
  }

  @Test
  void aFailingStatusInMidBodyFallsBackToo() {
    Behavior early =
        exchange -> {
          exchange.execute();
          exchange.wire().write("HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy");
          exchange.wire().hang();
        };
    try (Sides sides = start(early);
        RawClient client = sides.client()) {
      client.send(CHUNKED).send("3\r\nabc\r\n");
      Await.until("legacy is asked", Sides.SOON, () -> sides.legacy().connectionsAccepted() == 1);
      client.send("4\r\ndefg\r\n").send("0\r\n\r\n");
      assertEquals("200 legacy", Told.by(client.readResponse()).inShort());
      assertEquals("abcdefg", onlyRequest(sides.legacy().requests()).body().text());
      Await.until(
          "the connection with half a request is closed",
          Sides.SOON,
          () -> sides.moved().connectionsOpen() == 0);
    }
  }

  @Test
  void anAnswerInMidBodyIsDeliveredAndEndsTheConnection() {
    Behavior early =
        exchange -> {
          exchange.execute();
          exchange
              .wire()
              .write("HTTP/1.1 503 Busy\r\nX-Served-By: new\r\nContent-Length: 4\r\n\r\nbusy");
          exchange.wire().hang();
        };
    try (Sides sides = Sides.with(early).route("timeout: 20s").start();
        RawClient client = sides.client()) {
      client.send(CHUNKED).send("3\r\nabc\r\n");
      RawResponse answer = client.readResponse();
      assertEquals("503 new", Told.by(answer).inShort());
      assertEquals("close", answer.header("Connection"));
      assertEquals(0, sides.legacy().connectionsAccepted());
    }
  }

  @Test
  void whatIsKeptIsGivenBack() {
    try (Sides sides = start(Failures.resetBeforeHead())) {
      for (int i = 0; i < 20; i++) {
        sides.ask(Request.post("/" + i).body("x".repeat(10_000)));
      }
      Await.until(
          "no byte is kept",
          Sides.SOON,
          () -> Calls.scrape(sides.proxy().banyan().telemetry()).value("banyan_replay_bytes") == 0);
    }
  }

  private static void sendAboveBound(RawClient client, String framing) {
    Payload body = Payload.generated(65537, 1);
    if (framing.equals("chunked")) {
      client.send(CHUNKED).sendChunked(body, 5000);
    } else {
      client.send("POST /asked HTTP/1.1\r\nHost: shop\r\nContent-Length: 65537\r\n\r\n").send(body);
    }
  }

  private static Sides start(Behavior atNew) {
    return Sides.with(atNew).route(REPLAY).start();
  }

  private static RecordedRequest onlyRequest(List<RecordedRequest> requests) {
    assertEquals(1, requests.size(), "executions");
    return requests.get(0);
  }

  private static void assertDropped(Sides sides, int count) {
    sides.logged("/asked");
    MetricsText metrics = Calls.scrape(sides.proxy().banyan().telemetry());
    String sample = "banyan_replay_dropped_total{route=\"main\"}";
    double dropped = metrics.has(sample) ? metrics.value(sample) : 0;
    assertTrue(dropped == count, "bodies dropped: " + dropped);
  }
}
