package dev.banyan.server.e2e.fallback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.InvalidChunks;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.Remainder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Once a head was delivered a failure cuts the answer: the client never sees a clean end. */
class TruncationTest {
  private static final Answer FIXED = Answer.ok("0123456789");
  private static final Answer CHUNKED = Answer.ok("0123456789").chunked(4);
  private static final Answer UNTIL_CLOSE = Answer.ok("0123456789").untilClose();
  private static final String REPLAY = "timeout: 20s, fallback: { methods: [POST] }";

  static Stream<Arguments> rows() {
    return Stream.of(
            new Cut("fixed length, FIN", Failures.cutBody(FIXED, 6, Ending.FIN)),
            new Cut("fixed length, RST", Failures.cutBody(FIXED, 6, Ending.RESET)),
            new Cut("fixed length, cut at its first byte", Failures.cutBody(FIXED, 0, Ending.FIN)),
            new Cut("inside a chunk, FIN", Failures.cutBody(CHUNKED, 6, Ending.FIN)),
            new Cut("inside a chunk, RST", Failures.cutBody(CHUNKED, 6, Ending.RESET)),
            new Cut("between two chunks, FIN", Failures.cutBody(CHUNKED, 8, Ending.FIN)),
            new Cut("without the last chunk, FIN", Failures.cutBody(CHUNKED, 10, Ending.FIN)),
            new Cut("delimited by close, RST", Failures.cutBody(UNTIL_CLOSE, 6, Ending.RESET)))
        .flatMap(cut -> Stream.of("GET", "POST").map(method -> Arguments.of(cut, method)));
  }

  record Cut(String name, Behavior behavior) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("rows")
  void theClientSeesACutAnswer(Cut cut, String method) {
    try (Sides sides = Sides.with(cut.behavior()).route(REPLAY).start()) {
      Told told = sides.ask(Request.of(method, "/asked"));
      assertCut(sides, told.answer());
    }
  }

  @ParameterizedTest(name = "a broken chunk: {0}")
  @EnumSource
  void brokenChunksAreACutToo(InvalidChunks chunks) {
    try (Sides sides = Sides.with(chunks).route(REPLAY).start()) {
      RawResponse answer = sides.ask(Request.get("/asked")).answer();
      assertCut(sides, answer);
      assertTrue(sides.logged("/asked").contains("\"broke\":"), "the rule that was broken");
      assertTrue(answer.text().startsWith(InvalidChunks.GOOD_CHUNK), answer.text());
    }
  }

  @Test
  void aPauseLongerThanStreamIdleIsACut() {
    try (Sides sides =
        Sides.with(Failures.stallBody(CHUNKED, 6))
            .fresh("stream-idle: 150ms")
            .route(REPLAY)
            .start()) {
      assertCut(sides, sides.ask(Request.get("/asked")).answer());
    }
  }

  @Test
  void aClientOfHttp10IsToldByAReset() {
    List<Behavior> cuts =
        List.of(
            Failures.cutBody(CHUNKED, 6, Ending.FIN),
            Failures.cutBody(UNTIL_CLOSE, 6, Ending.RESET));
    for (Behavior cut : cuts) {
      try (Sides sides = Sides.with(cut).route(REPLAY).start();
          RawClient client = sides.client()) {
        client.send("GET /asked HTTP/1.0\r\nHost: shop\r\n\r\n");
        Remainder all = client.readUntilClose();
        assertEquals(Ending.RESET, all.ending(), all.bytes().text());
        assertEquals(0, sides.legacy().executions());
      }
    }
  }

  @Test
  void aHeadOfFixedLengthToHttp10IsToldByAClose() {
    try (Sides sides = Sides.with(Failures.cutBody(FIXED, 6, Ending.FIN)).route(REPLAY).start();
        RawClient client = sides.client()) {
      client.send("GET /asked HTTP/1.0\r\nHost: shop\r\n\r\n");
      assertTrue(client.readResponse().truncated());
    }
  }

  @Test
  void anAnswerDelimitedByItsCloseIsWhole() {
    try (Sides sides = Sides.with(UNTIL_CLOSE).route(REPLAY).start()) {
      RawResponse answer = sides.ask(Request.get("/asked")).answer();
      assertTrue(answer.complete(), answer.detail());
      assertEquals("0123456789", answer.text());
      sides.awaitCalls(true, new Calls(1, 0, 0));
    }
  }

  @Test
  void soIsALongOneToASlowClient() {
    Payload big = Payload.generated(6 << 20, 3);
    try (Sides sides = Sides.with(Answer.ok("").body(big).untilClose()).route(REPLAY).start();
        RawClient client = RawClient.connect(sides.proxy().port(), 4096).timeout(Sides.SOON)) {
      client.send(Request.get("/asked").text());
      RawResponse head = client.readHead();
      client.sendPieces(Duration.ofMillis(500), "");
      RawResponse answer = client.readBody(head);
      assertTrue(answer.complete(), answer.detail());
      assertEquals(big.sha256(), answer.body().sha256());
      sides.awaitCalls(true, new Calls(1, 0, 0));
    }
  }

  @Test
  void nothingOfALaterAnswerFollowsACut() {
    try (Sides sides = Sides.with(Failures.cutBody(CHUNKED, 6, Ending.FIN)).route(REPLAY).start();
        RawClient client = sides.client()) {
      client.send(Request.get("/1").text() + Request.get("/2").text());
      assertFalse(client.readResponse().complete());
      assertEquals(1, sides.moved().executions());
    }
  }

  private static void assertCut(Sides sides, RawResponse answer) {
    assertEquals(200, answer.status());
    assertTrue(answer.truncated(), "ending: " + answer.ending() + ", " + answer.rawHead());
    assertEquals(1, sides.moved().executions(), "executions at new");
    assertEquals(0, sides.legacy().executions(), "executions at legacy");
    String line = sides.logged("/asked");
    assertTrue(line.contains("\"failure\":\"body-cut\""), line);
    assertTrue(line.contains("\"truncated\":true"), line);
    boolean read = line.contains("\"method\":\"GET\"");
    sides.awaitCalls(read, new Calls(0, 1, 0));
  }
}
