package dev.banyan.server.e2e.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.resilience.BreakerState;
import dev.banyan.server.e2e.LoggedProxy;
import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a CORS preflight goes, and whose answer the browser gets. */
class PreflightTest {
  private static final String TABLE =
      """
      defaults: { new: fresh, timeout: 2s, sticky: { cookie: banyan, issue: true } }
      routes:
        - { name: half, match: { path: /half/** }, share: 50% }
        - { name: none, match: { path: /none/** }, share: 0% }
        - { name: all, match: { path: /all/** }, share: 100% }
        - { name: writes, match: { path: /writes/** }, share: { reads: 100%, writes: 0% } }
        - { name: patch, match: { path: /patch/**, methods: [PATCH] }, share: 100% }
        - { name: own, match: { path: /own/**, methods: [OPTIONS] }, share: 100% }
        - { name: own-patch, match: { path: /own/**, methods: [PATCH] }, share: 0% }
        - { name: beta, match: { path: /b/**, headers: { X-Beta: { present: true } } }, share: 100% }
        - { name: listed, match: { path: /listed/** }, always-new: [alice] }
        - { name: killed, match: { path: /killed/** }, share: 50%, kill: true }
        - { name: broken, match: { path: /broken/** }, share: 50%,
            breaker: { minimum-calls: 4, open-for: 1h } }
        - { name: full, match: { path: /full/** }, share: 50%, max-in-flight: 1 }
        - { name: plain, match: { path: /plain/** }, share: 50%, fallback: off }
      """;

  private static final Answer SILENT = Answer.status(405).body("no such method");
  private static final Answer ALLOWS =
      Answer.status(204)
          .header("Access-Control-Allow-Origin", "https://shop.example")
          .header("Access-Control-Allow-Credentials", "true")
          .header("Access-Control-Allow-Methods", "PATCH, PUT")
          .header("Access-Control-Allow-Headers", "X-Beta");
  private static final Answer ALLOWS_ALL =
      Answer.status(200)
          .header("Access-Control-Allow-Origin", "*")
          .header("Access-Control-Allow-Methods", "*")
          .header("Access-Control-Allow-Headers", "*")
          .body("welcome");

  /** How much content of an answer is kept. */
  private static final int HELD = 8 << 10;

  private final LoggedProxy proxy = new LoggedProxy("off", "", TABLE);
  private int asked;

  private static String preflight(String path, String method, String headers) {
    return "OPTIONS "
        + path
        + " HTTP/1.1\r\nHost: a\r\nOrigin: https://shop.example\r\n"
        + "Access-Control-Request-Method: "
        + method
        + "\r\nAccess-Control-Request-Headers: "
        + headers
        + "\r\n\r\n";
  }

  private void behave(Behavior legacy, Behavior moved) {
    proxy.legacy().behave(sign(legacy));
    proxy.moved().behave(sign(moved));
  }

  private static Behavior sign(Behavior behavior) {
    return behavior instanceof Answer answer ? Behaviors.signed(answer) : behavior;
  }

  private RawResponse ask(String prefix, String method, String headers) {
    asked++;
    try (RawClient client = proxy.proxy().client().timeout(LoggedProxy.SOON)) {
      RawResponse answer = client.send(preflight(path(prefix), method, headers)).readResponse();
      assertTrue(answer.complete(), answer::toString);
      assertFalse(answer.headers().has("Set-Cookie"), "a browser drops it");
      RawResponse next = client.send(preflight("/none/x", "GET", "")).readResponse();
      assertTrue(next.complete(), "the connection can be used again");
      return answer;
    }
  }

  private String path(String prefix) {
    return prefix + "/" + asked;
  }

  private String told(String prefix, String method, String headers) {
    RawResponse answer = ask(prefix, method, headers);
    return answer.status() + " " + answer.header("X-Served-By");
  }

  /** Side and reason in the access log of the last request. */
  private String logged(String prefix) {
    String line = proxy.logged("\"path\":\"" + path(prefix) + "\"");
    return line.replaceAll(".*\"side\":\"([a-z]+)\".*\"why\":\"([a-z:-]+)\".*\\s*", "$1 $2");
  }

  private long atNew(String prefix) {
    return proxy.moved().requests().stream()
        .filter(one -> one.target().equals(path(prefix)))
        .count();
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # path  | method | headers | told       | decision
          /none   | PATCH  | -       | 405 legacy | legacy share
          /all    | PATCH  | -       | 204 new    | new share
          /writes | GET    | -       | 204 new    | new share
          /writes | PATCH  | -       | 405 legacy | legacy share
          /patch  | PATCH  | -       | 204 new    | new share
          /patch  | PUT    | -       | 405 legacy | legacy no-new
          /own    | PATCH  | -       | 204 new    | new share
          /b      | PUT    | x-beta  | 204 new    | new share
          /b      | PUT    | x-other | 405 legacy | legacy no-new
          /half   | PATCH  | x-beta  | 204 new    | new preflight
          /half   | PATCH  | x-other | 405 legacy | legacy preflight
          /listed | PATCH  | x-beta  | 204 new    | new preflight
          /killed | PATCH  | x-beta  | 405 legacy | legacy kill
          """)
  void itGoesWhereItsRequestGoes(
      String path, String method, String headers, String told, String decision) {
    behave(SILENT, ALLOWS);
    assertEquals(told, told(path, method, headers.equals("-") ? "" : headers));
    assertEquals(decision, logged(path));
  }

  @Test
  void theAnswerThatAllowsWhatWasAskedIsDeliveredLegacysIfBothDo() {
    behave(ALLOWS, ALLOWS);
    assertEquals("204 legacy", told("/half", "PATCH", "x-beta"));
    assertEquals("legacy preflight", logged("/half"));
    assertEquals(0, atNew("/half"), "new could not have changed it");
    behave(ALLOWS, SILENT);
    assertEquals("204 legacy", told("/half", "PATCH", "x-beta"));
    behave(SILENT, ALLOWS);
    assertEquals("204 new", told("/half", "PATCH", "x-beta"));
    behave(ALLOWS_ALL, ALLOWS_ALL);
    assertEquals("200 legacy", told("/half", "DELETE", "x-beta"));
    behave(SILENT, SILENT);
    RawResponse answer = ask("/half", "PATCH", "x-beta");
    assertEquals("405 legacy", answer.status() + " " + answer.header("X-Served-By"));
    assertEquals("no such method", answer.text());
    assertEquals(1, atNew("/half"));
    assertEquals("legacy preflight", logged("/half"));
  }

  @Test
  void whoeverAllowsCookiesTooGoesBeforeWhoAllowsAllWithoutThem() {
    behave(ALLOWS_ALL, ALLOWS);
    assertEquals("204 new", told("/half", "PATCH", "x-beta"));
    assertEquals("200 legacy", told("/half", "DELETE", "x-beta"), "new does not allow DELETE");
  }

  @Test
  void aLongAnswerOfLegacyIsGivenWithoutItsContent() {
    Payload page = Payload.generated(HELD + 1, 7);
    behave(SILENT.body(page), SILENT);
    RawResponse answer = ask("/half", "PATCH", "");
    assertEquals("405 legacy", answer.status() + " " + answer.header("X-Served-By"));
    assertEquals("", answer.text());
    behave(SILENT.body(Payload.generated(HELD, 7)).chunked(1_000), SILENT);
    assertEquals(HELD, ask("/half", "PATCH", "").body().bytes().length);
    behave(SILENT.body(Payload.generated(1_000_000, 7)), ALLOWS);
    assertEquals("204 new", told("/half", "PATCH", "x-beta"));
  }

  @Test
  void anAnswerOfLegacyThatStandsStillDoesNotKeepNewFromBeingAsked() {
    Behavior still = Failures.stallBody(SILENT.body("0123456789"), 5);
    behave(
        Behaviors.when(exchange -> exchange.target().startsWith("/half"), still, SILENT), ALLOWS);
    assertEquals("204 new", told("/half", "PATCH", "x-beta"));
    Await.until(
        "legacy's answer is given up, and its connection closed",
        LoggedProxy.SOON,
        () -> proxy.legacy().connectionsOpen() == 1);
  }

  /** What is never released is found behind the class; {@code EventLoopsTest} forces the moment. */
  @Test
  void aStopReleasesWhatIsHeldForAnAnswerThatStandsStill() {
    behave(Failures.stallBody(SILENT.body("0123456789"), 5), ALLOWS);
    asked++;
    try (RawClient client = proxy.proxy().client().timeout(LoggedProxy.SOON)) {
      client.send(preflight(path("/half"), "PATCH", "x-beta"));
      assertEquals(204, client.readResponse().status());
    }
  }

  @ParameterizedTest
  @CsvSource({"close", "reset", "hang", "invalid", "500", "cut"})
  void whereNewFailsLegacyAnswers(String failure) {
    Behavior broken =
        switch (failure) {
          case "close" -> Failures.closeBeforeHead();
          case "reset" -> Failures.resetBeforeHead();
          case "hang" -> Failures.hang();
          case "500" -> Answer.status(500).body("x");
          case "cut" -> Failures.cutHead(ALLOWS, 30, Ending.FIN);
          default -> exchange -> exchange.wire().write("nonsense\r\n\r\n");
        };
    behave(SILENT, broken);
    RawResponse answer = ask("/half", "PATCH", "x-beta");
    assertEquals("405 legacy", answer.status() + " " + answer.header("X-Served-By"));
    assertEquals("no such method", answer.text());
    assertEquals("legacy preflight", logged("/half"));
  }

  @Test
  void whereLegacyFailsNewAnswers() {
    behave(Failures.closeBeforeHead(), ALLOWS);
    assertEquals("204 new", told("/half", "PATCH", "x-beta"));
    assertEquals("new preflight", logged("/half"));
    behave(Failures.closeBeforeHead(), SILENT);
    assertEquals("405 new", told("/half", "PATCH", "x-beta"));
    behave(Failures.closeBeforeHead(), Failures.closeBeforeHead());
    asked++;
    try (RawClient client = proxy.proxy().client().timeout(LoggedProxy.SOON)) {
      assertEquals(502, client.send(preflight(path("/half"), "PATCH", "")).readResponse().status());
    }
    MetricsText metrics = proxy.proxy().metrics();
    assertFalse(metrics.has("banyan_fallbacks_total{reason=\"closed\",route=\"half\"}"));
    assertFalse(
        metrics.has("banyan_plans_total{kind=\"reads\",route=\"half\",side=\"legacy\"}"),
        "it is planned for both sides");
  }

  @Test
  void newsFailuresCountAndABreakerThatIsOpenKeepsItAlone() {
    behave(SILENT, Answer.status(503));
    for (int i = 0; i < 4; i++) {
      assertEquals("405 legacy", told("/broken", "PATCH", "x-beta"));
    }
    Await.until(
        "the breaker is open",
        LoggedProxy.SOON,
        () ->
            Objects.requireNonNull(proxy.proxy().banyan().breaker("broken")).state()
                == BreakerState.OPEN);
    proxy.moved().behave(ALLOWS);
    assertEquals("405 legacy", told("/broken", "PATCH", "x-beta"));
    assertEquals(0, atNew("/broken"));
    assertEquals("legacy preflight", logged("/broken"));
  }

  @Test
  void itGivesItsPlaceAmongTheAttemptsBack() {
    behave(SILENT, SILENT);
    for (int i = 0; i < 5; i++) {
      assertEquals("405 legacy", told("/full", "PATCH", "x-beta"));
      assertEquals(1, atNew("/full"));
    }
  }

  @Test
  void withoutAFallbackBothAreAskedAllTheSame() {
    behave(SILENT, Failures.closeBeforeHead());
    assertEquals("405 legacy", told("/plain", "PATCH", "x-beta"));
    behave(SILENT, ALLOWS);
    assertEquals("204 new", told("/plain", "PATCH", "x-beta"));
  }

  @Test
  void aClientThatLeavesEndsIt() {
    behave(SILENT, Failures.hang());
    asked++;
    try (RawClient client = proxy.proxy().client()) {
      client.send(preflight(path("/full"), "PATCH", ""));
      Await.until("new is asked", LoggedProxy.SOON, () -> atNew("/full") == 1);
      client.reset();
    }
    assertTrue(proxy.logged("\"path\":\"" + path("/full") + "\"").contains("\"client_left\":true"));
    behave(SILENT, ALLOWS);
    assertEquals("204 new", told("/full", "PATCH", "x-beta"), "its place is free again");
  }

  @Test
  void whatTheRouteAddsToAnswersCounts() {
    proxy.reload(
        """
        routes:
          - name: half
            match: { path: /half/** }
            new: fresh
            share: 50%
            timeout: 2s
            sticky: { cookie: banyan, issue: true }
            headers:
              response:
                set:
                  Access-Control-Allow-Origin: https://shop.example
                  Access-Control-Allow-Credentials: "true"
                  Access-Control-Allow-Methods: PATCH
        """);
    behave(Answer.status(204), Answer.status(204));
    assertEquals("204 legacy", told("/half", "PATCH", ""));
    assertEquals(0, atNew("/half"));
  }
}
