package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.InvalidChunks;
import dev.banyan.testkit.InvalidHead;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The framing guard at the backend's side: an answer that is no valid HTTP reaches no client, and
 * its connection is dropped.
 */
@SuppressWarnings("StringConcatToTextBlock") // the lines end with CRLF
class BackendFramingTest {
  private static final String SECRET = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret";
  private static RawOrigin legacy;
  private static RawOrigin moved;
  private static TestProxy proxy;

  @BeforeAll
  static void start() {
    legacy = RawOrigin.start("legacy", Edge.SIGNED);
    moved = RawOrigin.start("new", Edge.SIGNED);
    proxy =
        TestProxy.start(
            legacy,
            moved,
            """
            backends: { old: LEGACY, fresh: NEW }
            legacy: old
            routes:
              - name: moved
                match: { path: /moved/** }
                new: fresh
                share: 100%
                timeout: 20s
                breaker: off
            """);
  }

  @AfterAll
  static void stop() {
    proxy.close();
    legacy.close();
    moved.close();
  }

  @BeforeEach
  void reset() {
    legacy.behave(Edge.SIGNED);
    moved.behave(Edge.SIGNED);
    legacy.log().clear();
    moved.log().clear();
    legacy.closeConnections();
    moved.closeConnections();
    Await.until("no connection is pooled", Edge.SOON, BackendFramingTest::nothingPooled);
  }

  private static boolean nothingPooled() {
    return proxy.banyan().serving().backends().values().stream()
        .allMatch(backend -> backend.connections() == 0);
  }

  @ParameterizedTest
  @EnumSource
  void anInvalidHeadFromNewIsRescuedForAGetAndA502ForAPost(InvalidHead invalid) {
    moved.behave(invalid);
    try (RawClient client = proxy.client()) {
      assertEquals("legacy", ask(client, "GET", "/moved", 200).header("X-Served-By"));
      ask(client, "POST", "/moved", 502);
      awaitDropped(moved);
      assertEquals(1, moved.executions("POST"));
      assertEquals(0, legacy.executions("POST"));
      moved.behave(Edge.SIGNED);
      assertEquals("new", ask(client, "GET", "/moved", 200).header("X-Served-By"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInvalidHeadFromLegacyIsA502(InvalidHead invalid) {
    legacy.behave(invalid);
    try (RawClient client = proxy.client()) {
      ask(client, "GET", "/", 502);
      ask(client, "POST", "/", 502);
      awaitDropped(legacy);
      legacy.behave(Edge.SIGNED);
      assertEquals("hello", ask(client, "GET", "/", 200).text());
    }
  }

  @ParameterizedTest
  @EnumSource
  void invalidChunksCutTheAnswer(InvalidChunks invalid) {
    for (String path : new String[] {"/", "/moved"}) {
      RawOrigin origin = path.equals("/") ? legacy : moved;
      origin.behave(invalid);
      try (RawClient client = proxy.client()) {
        client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
        RawResponse answer = client.readResponse();
        assertFalse(answer.complete(), "a broken answer looked whole: " + answer);
        awaitDropped(origin);
      }
      origin.behave(Edge.SIGNED);
      try (RawClient next = proxy.client()) {
        assertEquals("hello", ask(next, "POST", path, 200).text());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\r\n", SECRET, SECRET + SECRET, "HTTP/1.1 408 Timeout\r\n\r\n"})
  void bytesBehindAnAnswerReachNobody(String surplus) {
    legacy.behave(Failures.surplus(Answer.ok("mine"), surplus));
    try (RawClient client = proxy.client();
        RawClient other = proxy.client()) {
      for (int i = 0; i < 4; i++) {
        assertEquals("mine", ask(client, "GET", "/", 200).text());
        assertEquals("mine", ask(other, "POST", "/", 200).text());
      }
      awaitDropped(legacy);
      legacy.behave(Edge.SIGNED);
      assertEquals("hello", ask(client, "GET", "/", 200).text());
      assertEquals("hello", ask(other, "GET", "/", 200).text());
    }
  }

  @Test
  void anAnswerThatNobodyAskedForOnAnUnusedConnectionReachesNobody() {
    Behavior late =
        exchange -> {
          Answer.ok("mine").handle(exchange);
          exchange.wire().pause(Duration.ofMillis(100));
          exchange.wire().write(SECRET);
        };
    legacy.behave(late);
    try (RawClient client = proxy.client()) {
      for (int i = 0; i < 3; i++) {
        assertEquals("mine", ask(client, "GET", "/", 200).text());
        awaitDropped(legacy);
      }
      legacy.behave(Edge.SIGNED);
      assertEquals("hello", ask(client, "POST", "/", 200).text());
    }
  }

  @Test
  void anAnswerAboveTheLimitsIsA502() {
    try (RawClient client = proxy.client()) {
      legacy.behave(Failures.hugeHead(10 << 20));
      ask(client, "GET", "/", 502);
      legacy.behave(Failures.manyFields(5_000));
      ask(client, "GET", "/", 502);
      legacy.behave(Failures.garbage(100_000, 5));
      ask(client, "GET", "/", 502);
      awaitDropped(legacy);
      legacy.behave(Edge.SIGNED);
      assertEquals("hello", ask(client, "GET", "/", 200).text());
    }
  }

  @Test
  void aHeadMayComeByteByByte() {
    legacy.behave(exchange -> {
      exchange.readBody();
      for (byte each :
          "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII)) {
        exchange.wire().write(new byte[] {each});
      }
    });
    try (RawClient client = proxy.client()) {
      for (int i = 0; i < 5; i++) {
        assertEquals("ok", ask(client, "GET", "/", 200).text());
      }
    }
  }

  @Test
  void everyCutOfAnAnswerIsReadAlike() {
    String answer =
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n5;x\r\nhello\r\n1\r\n!\r\n0\r\nX-Sum: 1\r\n\r\n";
    AtomicInteger cut = new AtomicInteger();
    legacy.behave(exchange -> {
      exchange.readBody();
      exchange.wire().write(answer.substring(0, cut.incrementAndGet()));
      exchange.wire().pause(Duration.ofMillis(2));
      exchange.wire().write(answer.substring(cut.get()));
    });
    try (RawClient client = proxy.client()) {
      for (int i = 1; i < answer.length(); i++) {
        RawResponse seen = ask(client, "GET", "/", 200);
        assertEquals("hello!", seen.text(), "cut at " + i);
        assertEquals(List.of("X-Sum: 1"), seen.body().trailers().lines());
        assertEquals(103, seen.interim().get(0).status());
      }
    }
    assertEquals(1, legacy.connectionsOpen(), "each connection was used again");
  }

  @Test
  void oneOfEqualLengthsIsPassedOn() {
    legacy.behave(exchange -> {
      exchange.readBody();
      exchange
          .wire()
          .write("HTTP/1.1 200 OK\r\nContent-Length: 005\r\ncontent-length: 5\r\n\r\nhello");
    });
    try (RawClient client = proxy.client()) {
      for (int i = 0; i < 2; i++) {
        RawResponse seen = ask(client, "GET", "/", 200);
        assertEquals(List.of("5"), seen.headers().values("Content-Length"));
        assertEquals("hello", seen.text());
      }
    }
  }

  private static RawResponse ask(RawClient client, String method, String path, int status) {
    String body = method.equals("POST") ? "Content-Length: 2\r\n\r\nhi" : "\r\n";
    client.send(method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + body);
    RawResponse answer = client.readResponse();
    assertEquals(status, answer.status(), answer::toString);
    return answer;
  }

  private static void awaitDropped(RawOrigin origin) {
    Await.until("its connections are dropped", Edge.SOON, () -> origin.connectionsOpen() == 0);
  }
}
