package dev.banyan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class FailuresTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Answer HELLO = Answer.ok("hello world");

  @Test
  void hangsUntilTheClientLeaves() {
    try (RawOrigin origin = RawOrigin.start(Failures.hang())) {
      try (RawClient client = RawClient.connect(origin.port()).timeout(SHORT)) {
        client.send(post(3) + "abc");
        origin.awaitRequests(1, SOON);
        ReadTimeoutException silence =
            assertThrows(ReadTimeoutException.class, client::readResponse);
        assertTrue(String.valueOf(silence.getMessage()).contains("PT0.1S"), silence.toString());
        assertEquals(1, origin.executions("POST"));
        assertEquals(1, origin.connectionsOpen());
      }
      Await.value("open connections", SOON, origin::connectionsOpen, open -> open == 0);
    }
  }

  @Test
  void hangsWithoutReadingTheBody() {
    try (RawOrigin origin = RawOrigin.start("deaf", 4096, Failures.hangWithoutReading());
        RawClient client = RawClient.connect(origin.port()).timeout(SHORT)) {
      client.send(post(3));
      origin.awaitRequests(1, SOON);
      assertThrows(ReadTimeoutException.class, client::readHead);
      assertEquals(0, origin.requests().get(0).body().length());
    }
  }

  @ParameterizedTest
  @CsvSource({"FIN", "RESET"})
  void endsBeforeTheHead(Ending how) {
    Behavior behavior = how == Ending.FIN ? Failures.closeBeforeHead() : Failures.resetBeforeHead();
    try (RawOrigin origin = RawOrigin.start(behavior)) {
      RawResponse response = answerOf(origin);
      assertEquals(how, response.ending());
      assertEquals(0, response.status());
      assertEquals(1, origin.executions());
    }
  }

  @Test
  void resetsWithoutReadingTheBody() {
    try (RawOrigin origin = RawOrigin.start(Failures.resetWithoutReading());
        RawClient client = RawClient.connect(origin.port())) {
      client.send(post(3));
      assertEquals(Ending.RESET, client.readResponse().ending());
      assertEquals(1, origin.executions());
    }
  }

  @ParameterizedTest
  @CsvSource({"0, FIN", "1, FIN", "20, FIN", "37, FIN", "20, RESET"})
  void cutsTheHead(int bytes, Ending how) {
    try (RawOrigin origin = RawOrigin.start(Failures.cutHead(HELLO, bytes, how));
        RawClient client = RawClient.connect(origin.port())) {
      client.send(get("/"));
      Remainder came = client.readUntilClose();
      assertEquals(HELLO.head().substring(0, bytes), came.bytes().text());
      assertEquals(how, came.ending());
    }
  }

  @ParameterizedTest
  @CsvSource({"0, FIN", "5, FIN", "10, FIN", "5, RESET"})
  void cutsABodyOfFixedLength(int bytes, Ending how) {
    RawResponse response = answerOf(Failures.cutBody(HELLO, bytes, how));
    assertEquals("hello world".substring(0, bytes), response.text());
    assertEquals(how, response.ending());
    assertTrue(response.truncated());
    assertFalse(response.complete());
  }

  @ParameterizedTest
  @CsvSource({"0, FIN", "4, FIN", "5, FIN", "11, FIN", "4, RESET", "5, RESET"})
  void cutsAChunkedBody(int bytes, Ending how) {
    RawResponse response = answerOf(Failures.cutBody(HELLO.chunked(4), bytes, how));
    assertEquals("hello world".substring(0, bytes), response.text());
    assertEquals(how, response.ending());
  }

  @Test
  void stallsInTheBody() {
    try (RawOrigin origin = RawOrigin.start(Failures.stallBody(HELLO, 5));
        RawClient client = RawClient.connect(origin.port())) {
      RawResponse head = client.send(get("/")).readHead();
      assertEquals("hello", new String(client.readBytes(5), StandardCharsets.UTF_8));
      client.timeout(SHORT);
      assertThrows(ReadTimeoutException.class, () -> client.readBody(head));
    }
  }

  @Test
  void addsSurplusBytes() {
    String extra = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";
    try (RawOrigin origin = RawOrigin.start(Failures.surplus(HELLO, extra));
        RawClient client = RawClient.connect(origin.port())) {
      client.send(get("/"));
      assertEquals("hello world", client.readResponse().text());
      assertEquals("evil", client.readResponse().text());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = InvalidHead.class,
      mode = EnumSource.Mode.EXCLUDE,
      // The client takes any status, for a backend may be allowed one.
      names = {"UNASKED_SWITCH", "LONG_CONNECTION", "STATUS_600", "STATUS_099"})
  void invalidHeadsAreNoticed(InvalidHead head) {
    assertEquals(Ending.MALFORMED, answerOf(head).ending());
  }

  @ParameterizedTest
  @EnumSource(InvalidChunks.class)
  void invalidChunksAreNoticed(InvalidChunks chunks) {
    RawResponse response = answerOf(chunks);
    assertEquals(Ending.MALFORMED, response.ending());
    assertTrue(response.text().startsWith(InvalidChunks.GOOD_CHUNK), response.text());
    assertEquals(200, response.status());
  }

  @Test
  void sendsGarbage() {
    try (RawOrigin origin = RawOrigin.start(Failures.garbage(500, 1));
        RawClient client = RawClient.connect(origin.port())) {
      assertEquals(500, client.send(get("/")).readBytes(500).length);
    }
  }

  @Test
  void sendsHeadsAboveAnyLimit() {
    assertTrue(answerOf(Failures.hugeHead(100_000)).header("X-Huge").length() >= 100_000);
    assertEquals(1001, answerOf(Failures.manyFields(1000)).headers().lines().size());
  }

  @Test
  void diesOnReuse() {
    try (RawOrigin origin = RawOrigin.start(Failures.dieOnReuse(Ending.RESET, HELLO));
        RawClient client = RawClient.connect(origin.port())) {
      assertTrue(client.send(get("/")).readResponse().complete());
      RawResponse second = client.send(get("/")).readResponse();
      assertEquals(Ending.RESET, second.ending());
      assertEquals(List.of(), second.headers().lines());
      assertEquals(2, origin.executions());
    }
  }

  @Test
  void failsBeforeARequestIsRead() {
    try (RawOrigin origin = RawOrigin.start(Failures.closeOnAccept());
        RawClient client = RawClient.connect(origin.port())) {
      assertEquals(Ending.FIN, client.awaitClosed(SOON));
      origin.behave(Failures.resetOnAccept());
      try (RawClient next = RawClient.connect(origin.port())) {
        assertEquals(Ending.RESET, next.awaitClosed(SOON));
      }
    }
  }

  @Test
  void neverReadingFillsTheWindow() throws InterruptedException {
    try (RawOrigin origin = RawOrigin.start("deaf", 4096, Failures.neverRead());
        RawClient client = RawClient.connect(origin.port())) {
      Payload endless = Payload.generated(1L << 40, 1);
      Thread sender =
          new Thread(() -> assertThrows(RuntimeException.class, () -> client.send(endless)));
      sender.start();
      sender.join(300);
      assertTrue(sender.isAlive());
      client.reset();
      sender.join(SOON.toMillis());
      assertFalse(sender.isAlive());
      assertEquals(0, origin.executions());
    }
  }

  private static RawResponse answerOf(Behavior behavior) {
    try (RawOrigin origin = RawOrigin.start(behavior)) {
      return answerOf(origin);
    }
  }

  private static RawResponse answerOf(RawOrigin origin) {
    try (RawClient client = RawClient.connect(origin.port())) {
      return client.send(get("/")).readResponse();
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }

  private static String post(int length) {
    return "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n";
  }
}
