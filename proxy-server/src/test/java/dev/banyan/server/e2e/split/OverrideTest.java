package dev.banyan.server.e2e.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.resilience.BreakerState;
import dev.banyan.server.e2e.LoggedProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RecordedRequest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may choose a side, and what becomes of the field that says so. */
class OverrideTest {
  private static final String NOBODY_MOVES =
      """
      trusted-proxies: 127.0.0.2
      defaults: { new: fresh, timeout: 20s }
      routes:
        - name: main
          match: { path: /a/** }
          override: { header: X-Side, cookie: side, from: [192.0.2.0/24, 127.0.0.3] }
      """;
  private static final String ALL_MOVE =
      """
      defaults: { new: fresh, timeout: 20s }
      routes:
        - name: main
          match: { path: /a/** }
          share: 100%
          breaker: { minimum-calls: 10, open-for: 1h }
          override: { header: X-Side, from: 127.0.0.1 }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # peer    | X-Forwarded-For        | field              | decision
          127.0.0.3 | -                      | X-Side: new        | new override
          127.0.0.3 | -                      | x-side: NEW        | new override
          127.0.0.3 | -                      | X-Side: legacy     | legacy override
          127.0.0.3 | -                      | X-Side: other      | legacy share
          127.0.0.3 | -                      | Cookie: side=new   | new override
          127.0.0.3 | -                      | Cookie: Side=new   | legacy share
          127.0.0.3 | -                      | X-A: 1             | legacy share
          # a stranger, whatever it claims
          127.0.0.1 | -                      | X-Side: new        | legacy share
          127.0.0.1 | -                      | Cookie: side=new   | legacy share
          127.0.0.1 | 192.0.2.7              | X-Side: new        | legacy share
          # a client of the network, but its peer is no trusted proxy and speaks for itself alone
          127.0.0.3 | 203.0.113.9            | X-Side: new        | new override
          # through the trusted proxy
          127.0.0.2 | 192.0.2.7              | X-Side: new        | new override
          127.0.0.2 | 203.0.113.9, 192.0.2.7 | X-Side: new        | new override
          127.0.0.2 | 192.0.2.7, 203.0.113.9 | X-Side: new        | legacy share
          127.0.0.2 | 203.0.113.9            | X-Side: new        | legacy share
          127.0.0.2 | -                      | X-Side: new        | legacy share
          127.0.0.2 | unknown                | X-Side: new        | legacy share
          """)
  void whoseWordCounts(String peer, String chain, String field, String decision) {
    try (Crossing crossing = Crossing.of(NOBODY_MOVES).from(peer)) {
      String told =
          chain == null
              ? crossing.get("/a", field)
              : crossing.get("/a", "X-Forwarded-For: " + chain, field);
      assertEquals(decision, told);
      assertNothingChosenIsSeen(crossing);
    }
  }

  @Test
  void theAddressOfThePeerIsNotTheClients() {
    String table = NOBODY_MOVES.replace("[192.0.2.0/24, 127.0.0.3]", "127.0.0.0/8");
    try (Crossing crossing = Crossing.of(table).from("127.0.0.2")) {
      assertEquals(
          "legacy share", crossing.get("/a", "X-Forwarded-For: 203.0.113.9", "X-Side: new"));
      assertEquals("new override", crossing.get("/a", "X-Forwarded-For: 127.0.0.9", "X-Side: new"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          a=1; side=new; b="2"        | a=1; b="2"
          side=legacy; a=1;  b=2      | a=1;  b=2
          a=1;side=new                | a=1
          side=new                    | -
          side=                       | -
          a=side=new; Side=new; xside | a=side=new; Side=new; xside
          """)
  void theRestOfTheCookiesStaysByteForByte(String sent, String seen) {
    try (Crossing crossing = Crossing.of(NOBODY_MOVES)) {
      for (String peer : List.of("127.0.0.1", "127.0.0.3")) {
        crossing.from(peer).get("/a", "Cookie: " + sent, "X-Side: new");
      }
      List<RecordedRequest> requests = crossing.seen();
      assertEquals(2, requests.size());
      for (RecordedRequest request : requests) {
        assertEquals(seen == null ? List.of() : List.of(seen), request.headers().values("Cookie"));
        assertFalse(request.headers().has("X-Side"), request::toString);
      }
    }
  }

  @Test
  void theFieldGoesNoFurtherAsATrailerOrTwice() {
    try (Crossing crossing = Crossing.of(NOBODY_MOVES);
        RawClient client = crossing.proxy().client()) {
      client.send(
          """
          POST /a/b HTTP/1.1\r
          Host: a\r
          X-Side: legacy\r
          x-SIDE: new\r
          Transfer-Encoding: chunked\r
          \r
          1\r
          a\r
          0\r
          X-Sum: 1\r
          X-Side: new\r
          \r
          """);
      assertEquals(200, client.readResponse().status());
      RecordedRequest seen = crossing.seen().get(0);
      assertFalse(seen.headers().has("X-Side"), seen::toString);
      assertEquals(List.of("X-Sum: 1"), seen.body().trailers().lines());
    }
  }

  @Test
  void theFieldGoesNoFurtherWhereNoRouteMatches() {
    String table = "defaults: { override: { header: X-Side, cookie: side, from: 127.0.0.1 } }\n";
    try (Crossing crossing = Crossing.of(table)) {
      assertEquals("legacy no-new", crossing.get("/z", "X-Side: new", "Cookie: side=new; a=1"));
      assertEquals(List.of("a=1"), crossing.seen().get(0).headers().values("Cookie"));
      assertNothingChosenIsSeen(crossing);
    }
  }

  @Test
  void anOverrideToNewKeepsTheFallback() {
    try (Crossing crossing = Crossing.of(NOBODY_MOVES).from("127.0.0.3")) {
      crossing.moved().behave(Behaviors.signed(Answer.status(503)));
      assertEquals("legacy fallback:status", crossing.get("/a", "X-Side: new"));
      assertEquals(1, crossing.moved().executions());
      assertNothingChosenIsSeen(crossing);
    }
  }

  @Test
  void anOverrideToNewKeepsTheBreaker() {
    try (Crossing crossing = Crossing.of(ALL_MOVE)) {
      crossing.moved().behave(Behaviors.signed(Answer.status(500)));
      for (int i = 0; i < 10; i++) {
        assertEquals("legacy fallback:status", crossing.get("/a"));
      }
      awaitBreaker(crossing, BreakerState.OPEN);
      crossing.moved().behave(Behaviors.signed(Answer.ok("well again")));
      assertEquals("legacy breaker-open", crossing.get("/a", "X-Side: new"));
      assertEquals("legacy override", crossing.get("/a", "X-Side: legacy"));
      assertEquals(10, crossing.moved().executions());
    }
  }

  @Test
  void whoTestsAReleaseDoesNotOpenTheBreakerForOthers() {
    try (Crossing crossing = Crossing.of(ALL_MOVE)) {
      crossing.moved().behave(Behaviors.signed(Answer.status(500)));
      for (int i = 0; i < 30; i++) {
        assertEquals("legacy fallback:status", crossing.get("/a", "X-Side: new"));
      }
      crossing.moved().behave(Behaviors.signed(Answer.ok("well again")));
      assertEquals("new share", crossing.get("/a"));
      awaitBreaker(crossing, BreakerState.CLOSED);
    }
  }

  private static void awaitBreaker(Crossing crossing, BreakerState state) {
    Await.value(
        "state of the breaker",
        LoggedProxy.SOON,
        () -> Objects.requireNonNull(crossing.proxy().banyan().breaker("main")).state(),
        state::equals);
  }

  private static void assertNothingChosenIsSeen(Crossing crossing) {
    List<RecordedRequest> seen = crossing.seen();
    assertTrue(!seen.isEmpty());
    for (RecordedRequest request : seen) {
      assertFalse(request.headers().has("X-Side"), request::toString);
      assertTrue(
          request.headers().values("Cookie").stream().noneMatch(line -> line.contains("side=")),
          request::toString);
    }
  }
}
