package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.UnreadBody;
import dev.banyan.testkit.WaitingTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With {@code Expect: 100-continue} each side is asked anew, and the client gets one 100 at most.
 */
class ExpectTest {
  private static final Request REQUEST = Request.post("/asked").with("Expect: 100-continue");
  private static final String REPLAY = "fallback: { methods: [POST] }, ";

  @Test
  void theBodyWaitsForNewToAsk() {
    try (Sides sides = start(Behaviors.signed(Answer.ok("from new")), "timeout: 20s");
        RawClient client = sides.client()) {
      client.send(REQUEST.head());
      assertEquals(100, client.readHead().status());
      client.send(REQUEST.body());
      assertEquals("200 new", Told.by(client.readResponse()).inShort());
      assertExpected(sides.moved().requests().get(0).headers().has("Expect"));
    }
  }

  @Test
  void legacyIsSentTheBodyUnaskedOnceTheClientHadItsHundred() {
    try (Sides sides = start(Failures.resetBeforeHead(), REPLAY + "timeout: 20s");
        RawClient client = sides.client()) {
      client.send(REQUEST.head());
      assertEquals(100, client.readHead().status());
      client.send(REQUEST.body());
      RawResponse answer = client.readResponse();
      assertEquals("200 legacy", Told.by(answer).inShort());
      assertEquals(0, answer.interim().size(), "a second 100");
      var atLegacy = sides.legacy().requests().get(0);
      assertFalse(atLegacy.headers().has("Expect"), "legacy was asked again");
      assertEquals(REQUEST.body(), atLegacy.body().text());
    }
  }

  @Test
  void legacyIsAskedAnewWhereNewNeverAsked() {
    Behavior refusal =
        Behaviors.signed(
            Answer.status(503).requestBody(UnreadBody.CLOSE).header("Connection", "close"));
    try (Sides sides = start(refusal, REPLAY + "timeout: 20s");
        RawClient client = sides.client()) {
      assertAnsweredByLegacyAfterOneHundred(client);
      assertExpected(sides.legacy().requests().get(0).headers().has("Expect"));
      assertEquals(1, sides.moved().executions());
    }
  }

  @Test
  void legacyIsAskedAnewWhereNewWasNotReached() {
    try (Sides sides = start(Behaviors.echo(), "timeout: 20s");
        RawClient client = sides.client()) {
      sides.moved().stopListening();
      assertAnsweredByLegacyAfterOneHundred(client);
      assertExpected(sides.legacy().requests().get(0).headers().has("Expect"));
      assertEquals(0, sides.moved().executions());
    }
  }

  @WaitingTest
  void newThatDoesNotAskForTheBodyIsSentItAfterASecondAndHasNotFailed() {
    Behavior silent =
        exchange -> {
          exchange.wire().pause(Duration.ofMillis(1100));
          exchange.execute();
          exchange.wire().write("HTTP/1.1 200 OK\r\nX-Served-By: new\r\nContent-Length: 0\r\n\r\n");
        };
    try (Sides sides = start(silent, "timeout: 800ms");
        RawClient client = sides.client()) {
      client.send(REQUEST.head());
      assertEquals(100, client.readHead().status());
      client.send(REQUEST.body());
      assertEquals("200 new", Told.by(client.readResponse()).inShort());
      sides.awaitCalls(false, new Calls(1, 0, 0));
    }
  }

  @WaitingTest
  void aClientThatIsAskedAndSendsNothingIsNoFailureOfNew() {
    try (Sides sides =
            Sides.with(Failures.hangWithoutReading())
                .route("timeout: 400ms")
                .limits("body-timeout: 300ms")
                .start();
        RawClient client = sides.client()) {
      client.send(REQUEST.head());
      RawResponse answer = client.readResponse();
      assertEquals("408 proxy", Told.by(answer).inShort());
      assertEquals(1, answer.interim().size());
      assertEquals(new Calls(0, 0, 0), sides.calls(false));
    }
  }

  @Test
  void timeoutRunsOnceNewHasTheBodyThatItDoesNotAskFor() {
    try (Sides sides = start(Failures.hangWithoutReading(), REPLAY + "timeout: 150ms");
        RawClient client = sides.client()) {
      assertAnsweredByLegacyAfterOneHundred(client);
      sides.moved().awaitRequests(1, Sides.SOON);
      assertEquals(1, sides.moved().executions());
      assertTrue(sides.logged("/asked").contains("fallback:timeout"), sides.logged("/asked"));
    }
  }

  @Test
  void newThatNeverAnswersThoughItHasTheBodyIs504WhereNothingMayBeReplayed() {
    try (Sides sides = start(Failures.hangWithoutReading(), "timeout: 150ms");
        RawClient client = sides.client()) {
      client.send(REQUEST.head());
      assertEquals(100, client.readHead().status());
      client.send(REQUEST.body());
      RawResponse answer = client.readResponse();
      assertEquals("504 proxy", Told.by(answer).inShort());
      assertEquals(0, sides.legacy().executions());
    }
  }

  @Test
  void aFinalAnswerInPlaceOfTheHundredIsDelivered() {
    Behavior refusal =
        Behaviors.signed(
            Answer.status(413).requestBody(UnreadBody.CLOSE).header("Connection", "close"));
    try (Sides sides = start(refusal, REPLAY + "timeout: 20s");
        RawClient client = sides.client()) {
      client.send(REQUEST.head());
      RawResponse answer = client.readResponse();
      assertEquals("413 new", Told.by(answer).inShort());
      assertEquals(0, answer.interim().size());
      assertEquals("close", answer.header("Connection"), "the body was never sent");
    }
  }

  @Test
  void twoHundredsOfOneSideAreOne() {
    Behavior twice =
        exchange -> {
          exchange.inform(100);
          exchange.inform(100);
          Behaviors.signed(Answer.ok("from new")).handle(exchange);
        };
    try (Sides sides = start(twice, "timeout: 20s");
        RawClient client = sides.client()) {
      client.send(REQUEST.head());
      assertEquals(100, client.readHead().status());
      client.send(REQUEST.body());
      RawResponse answer = client.readResponse();
      assertEquals("200 new", Told.by(answer).inShort());
      assertEquals(0, answer.interim().size(), "a second 100");
    }
  }

  @Test
  void aHundredThatNobodyWaitsForIsKeptBack() {
    Behavior eager =
        exchange -> {
          exchange.inform(100);
          Behaviors.signed(Answer.ok("from new")).handle(exchange);
        };
    try (Sides sides = start(eager, "timeout: 20s")) {
      RawResponse answer = sides.ask(Request.post("/asked")).answer();
      assertEquals(200, answer.status());
      assertEquals(0, answer.interim().size());
    }
  }

  @ParameterizedTest(name = "a client that does not wait, after {0} ms")
  @ValueSource(ints = {0, 100})
  void aClientThatDoesNotWaitIsServed(int pauseMillis) {
    try (Sides sides = start(Failures.resetBeforeHead(), REPLAY + "timeout: 20s");
        RawClient client = sides.client()) {
      client.sendPieces(Duration.ofMillis(pauseMillis), REQUEST.head(), REQUEST.body());
      RawResponse answer = client.readResponse();
      assertEquals("200 legacy", Told.by(answer).inShort());
      assertTrue(answer.interim().size() <= 1, "more than one 100");
      assertEquals(REQUEST.body(), sides.legacy().requests().get(0).body().text());
    }
  }

  private static void assertAnsweredByLegacyAfterOneHundred(RawClient client) {
    client.send(REQUEST.head());
    assertEquals(100, client.readHead().status());
    client.send(REQUEST.body());
    RawResponse answer = client.readResponse();
    assertEquals("200 legacy", Told.by(answer).inShort());
    assertEquals(0, answer.interim().size(), "a second 100");
  }

  private static void assertExpected(boolean expect) {
    assertTrue(expect, "the expectation was not passed on");
  }

  private static Sides start(Behavior atNew, String route) {
    return Sides.with(atNew).route(route).start();
  }
}
