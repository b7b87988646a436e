package dev.banyan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AnswerTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void fixedLength() {
    RawResponse response = exchange(Answer.ok("hello").header("X-A", "b"), "GET");
    assertEquals(200, response.status());
    assertEquals("OK", response.reason());
    assertEquals("HTTP/1.1 200 OK\r\nX-A: b\r\nContent-Length: 5\r\n\r\n", response.rawHead());
    assertEquals("hello", response.text());
    assertTrue(response.complete());
  }

  @Test
  void chunkedWithTrailers() {
    Answer answer = Answer.ok("hello world").chunked(4).trailer("X-Sum", "7");
    RawResponse response = exchange(answer, "GET");
    assertEquals("hello world", response.text());
    assertEquals(List.of("X-Sum: 7"), response.body().trailers().lines());
    assertFalse(response.headers().has("Content-Length"));
    assertTrue(response.complete());
  }

  @Test
  void chunksAreOfTheWantedSize() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello world").chunked(4).close());
        RawClient client = RawClient.connect(origin.port())) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      String raw = client.readUntilClose().bytes().text();
      assertTrue(raw.endsWith("\r\n\r\n4\r\nhell\r\n4\r\no wo\r\n3\r\nrld\r\n0\r\n\r\n"), raw);
    }
  }

  @Test
  void untilClose() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello").untilClose());
        RawClient client = RawClient.connect(origin.port())) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      RawResponse response = client.readResponse();
      assertEquals("hello", response.text());
      assertTrue(response.complete());
      assertEquals(Ending.FIN, client.awaitClosed(SOON));
    }
  }

  @Test
  void headGetsTheFieldsAlone() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient client = RawClient.connect(origin.port())) {
      client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertEquals("5", client.readResponseToHead().header("Content-Length"));
      assertEquals("hello", client.readResponse().text());
    }
  }

  @Test
  void noContentAndNotModifiedHaveNoBody() {
    assertFalse(exchange(Answer.status(204), "GET").headers().has("Content-Length"));
    RawResponse notModified = exchange(Answer.status(304).body("hello"), "GET");
    assertEquals("5", notModified.header("Content-Length"));
    assertEquals(0, notModified.body().length());
    assertTrue(notModified.complete());
  }

  @Test
  void closesWhenAnnouncedAndWhenAsked() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello").close());
        RawClient client = RawClient.connect(origin.port())) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertEquals("close", client.readResponse().header("connection"));
      assertEquals(Ending.FIN, client.awaitClosed(SOON));
    }
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient client = RawClient.connect(origin.port())) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").readResponse();
      assertEquals(Ending.FIN, client.awaitClosed(SOON));
    }
  }

  @Test
  void http10() {
    RawResponse response = exchange(Answer.ok("hello").http10(), "GET");
    assertEquals("HTTP/1.0", response.version());
    assertEquals("hello", response.text());
  }

  @Test
  void piecesComeWithPauses() {
    Answer answer = Answer.ok("123456").pieces(2, Duration.ofMillis(20));
    long start = System.nanoTime();
    assertEquals("123456", exchange(answer, "GET").text());
    assertTrue(System.nanoTime() - start >= Duration.ofMillis(40).toNanos());
  }

  @Test
  void sends100WhenTheClientWaitsForIt() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient client = RawClient.connect(origin.port())) {
      client.send(
          "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
      assertEquals(100, client.readHead().status());
      assertEquals(200, client.send("abc").readResponse().status());
      assertEquals("abc", origin.requests().get(0).body().text());
    }
  }

  @Test
  void answersWithoutReadingTheBody() {
    Answer answer = Answer.status(417).requestBody(UnreadBody.FINISH);
    try (RawOrigin origin = RawOrigin.start(answer);
        RawClient client = RawClient.connect(origin.port())) {
      client.send(
          "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
      RawResponse response = client.readResponse();
      assertEquals(417, response.status());
      assertEquals(List.of(), response.interim());
      assertEquals(Ending.FIN, client.awaitClosed(SOON));
      assertEquals(1, origin.executions("POST"));
    }
  }

  @Test
  void answersBeforeTheBodyAndKeepsReading() {
    Answer answer = Answer.ok("early").requestBody(UnreadBody.READ_AFTER);
    try (RawOrigin origin = RawOrigin.start(answer);
        RawClient client = RawClient.connect(origin.port())) {
      client.send("POST /1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n");
      assertEquals("early", client.readResponse().text());
      client.send("abcGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
      assertEquals("early", client.readResponse().text());
      assertEquals(2, origin.executions());
    }
  }

  @Test
  void bigBodiesNeedNoMemory() {
    Payload payload = Payload.generated(64L * 1024 * 1024, 7);
    try (RawOrigin origin = RawOrigin.start(Answer.status(200).body(payload).chunked(60_000));
        RawClient client = RawClient.connect(origin.port())) {
      client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.sendChunked(payload, 50_000);
      RawResponse response = client.readResponse();
      String wanted = payload.sha256();
      assertEquals(wanted, response.body().sha256());
      assertEquals(wanted, origin.requests().get(0).body().sha256());
      assertEquals(BodyReader.KEPT_BYTES, response.body().bytes().length);
    }
  }

  private static RawResponse exchange(Answer answer, String method) {
    try (RawOrigin origin = RawOrigin.start(answer);
        RawClient client = RawClient.connect(origin.port())) {
      return client.send(method + " / HTTP/1.1\r\nHost: x\r\n\r\n").readResponse();
    }
  }
}
