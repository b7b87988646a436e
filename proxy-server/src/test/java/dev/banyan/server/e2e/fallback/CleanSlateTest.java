package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A discarded answer of new leaves nothing behind: no header, no byte, no stuck connection. */
class CleanSlateTest {
  private static final Answer FAILURE =
      Answer.status(503)
          .header("Set-Cookie", "new=1")
          .header("Content-Type", "application/new")
          .header("Retry-After", "7")
          .header("X-Only-New", "yes")
          .header("Trailer", "X-Sum");

  @Test
  void noHeaderOfTheFirstAnswerSurvives() {
    Behavior atNew = FAILURE.body("new's words").chunked(4).trailer("X-Sum", "9");
    try (Sides sides = Sides.with(atNew).start()) {
      RawResponse answer = sides.ask(Request.get("/asked")).answer();
      assertEquals(200, answer.status());
      assertEquals("from legacy", answer.text());
      for (String name : List.of("Set-Cookie", "Content-Type", "Retry-After", "X-Only-New")) {
        assertFalse(answer.headers().has(name), answer.rawHead());
      }
      assertEquals(List.of(), answer.body().trailers().lines());
      assertEquals(List.of("legacy"), answer.headers().values("X-Served-By"));
    }
  }

  @Test
  void bothSidesAreSentTheSameRequest() {
    try (Sides sides = Sides.with(FAILURE).start()) {
      sides.ask(Request.get("/a%2Fb?x=%20").with("X-Twice: 1").with("X-Twice: 2"));
      var atNew = sides.moved().requests().get(0);
      var atLegacy = sides.legacy().requests().get(0);
      assertEquals("/a%2Fb?x=%20", atLegacy.target());
      assertEquals(atNew.target(), atLegacy.target());
      assertEquals(atNew.headers(), atLegacy.headers());
    }
  }

  @Test
  void anIssuedCookieIsSetOnce() {
    String route = "sticky: { cookie: banyan, issue: true }, timeout: 20s";
    try (Sides sides = Sides.with(FAILURE).route(route).start()) {
      RawResponse answer = sides.ask(Request.get("/asked")).answer();
      List<String> cookies = answer.headers().values("Set-Cookie");
      assertEquals(1, cookies.size(), answer.rawHead());
      assertTrue(cookies.get(0).startsWith("banyan="), answer.rawHead());
    }
  }

  @Test
  void interimAnswersArePassedOnAndCloseNothing() {
    Behavior hints = Behaviors.informing(103, List.of("Link: </a.css>"), FAILURE);
    Behavior atLegacy =
        Behaviors.informing(
            103, List.of("Link: </b.css>"), Behaviors.signed(Answer.ok("from legacy")));
    try (Sides sides = Sides.with(hints).legacy(atLegacy).start()) {
      RawResponse answer = sides.ask(Request.get("/asked")).answer();
      assertEquals("from legacy", answer.text());
      List<String> links = answer.interim().stream().map(hint -> hint.header("Link")).toList();
      assertEquals(List.of("</a.css>", "</b.css>"), links);
    }
  }

  @ParameterizedTest(name = "a discarded answer of {0} bytes, framed as {1}: connection kept: {2}")
  @CsvSource({
    "0, fixed, true",
    "1000, fixed, true",
    "65536, fixed, true",
    "65537, fixed, false",
    "1000000, fixed, false",
    "1000, chunked, true",
    "65536, chunked, true",
    "1000000, chunked, false"
  })
  void aShortAnswerIsReadAndALongOneEndsItsConnection(int bytes, String framing, boolean kept) {
    Answer failure = Answer.status(500).body(Payload.generated(bytes, 5));
    Behavior atNew = framing.equals("chunked") ? failure.chunked(900) : failure;
    try (Sides sides = Sides.with(atNew).fresh("idle-timeout: 1h").start();
        RawClient client = sides.client()) {
      for (int i = 0; i < 3; i++) {
        assertEquals("200 legacy", Request.get("/" + i).over(client).inShort());
        int open = kept ? 1 : 0;
        Await.until(
            "the discarded answer is done with",
            Sides.SOON,
            () ->
                sides.proxy().banyan().serving().backends().get("fresh").idleConnections() == open
                    && sides.moved().connectionsOpen() == open);
      }
      assertEquals(kept ? 1 : 3, sides.moved().connectionsAccepted());
    }
  }

  @Test
  void anAnswerThatNeverEndsIsNotReadForever() {
    Behavior stalled = Failures.stallBody(Answer.status(500).body("0123456789"), 3);
    try (Sides sides = Sides.with(stalled).start()) {
      assertEquals("200 legacy", sides.ask(Request.get("/asked")).inShort());
      Await.until(
          "new's connection is closed",
          Duration.ofSeconds(10),
          () -> sides.moved().connectionsOpen() == 0);
    }
  }
}
