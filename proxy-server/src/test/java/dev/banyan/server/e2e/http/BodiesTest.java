package dev.banyan.server.e2e.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.RecordedRequest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies arrive byte for byte, whatever their framing and size, and so do trailers. */
@SuppressWarnings("StringConcatToTextBlock") // the lines end with CRLF
class BodiesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 16_384, 65_535, 65_536, 65_537, 3_000_001})
  void aBodyOfFixedLengthGoesUp(int bytes) {
    Payload payload = Payload.generated(bytes, bytes);
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send("PUT /up HTTP/1.1\r\nHost: a\r\nContent-Length: " + bytes + "\r\n\r\n");
      client.send(payload);
      assertEquals(200, client.readResponse().status());
      RecordedRequest seen = edge.origin().requests().get(0);
      assertEquals(List.of(Integer.toString(bytes)), seen.headers().values("Content-Length"));
      assertFalse(seen.headers().has("Transfer-Encoding"));
      assertEquals(payload.sha256(), seen.body().sha256());
      edge.assertServes(client);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4_096, 65_536, 1_000_000})
  void aChunkedBodyGoesUp(int chunk) {
    Payload payload = Payload.generated(chunk < 100 ? 300 : 3_000_001, chunk);
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send("POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.sendChunked(payload, chunk);
      assertEquals(200, client.readResponse().status());
      RecordedRequest seen = edge.origin().requests().get(0);
      assertEquals(List.of("chunked"), seen.headers().values("Transfer-Encoding"));
      assertFalse(seen.headers().has("Content-Length"));
      assertEquals(payload.sha256(), seen.body().sha256());
      edge.assertServes(client);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_384, 65_536, 65_537, 3_000_001})
  void anAnswerOfFixedLengthComesDown(int bytes) {
    Payload payload = Payload.generated(bytes, bytes);
    try (Edge edge = Edge.of(Answer.status(200).body(payload));
        RawClient client = edge.client()) {
      RawResponse answer = get(client);
      assertEquals(Integer.toString(bytes), answer.header("Content-Length"));
      assertFalse(answer.headers().has("Transfer-Encoding"));
      assertEquals(payload.sha256(), answer.body().sha256());
      edge.origin().behave(Edge.SIGNED);
      edge.assertServes(client);
      assertEquals(1, edge.origin().connectionsAccepted());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4_096, 65_536, 1_000_000})
  void aChunkedAnswerComesDown(int chunk) {
    Payload payload = Payload.generated(chunk < 100 ? 300 : 3_000_001, chunk);
    try (Edge edge = Edge.of(Answer.status(200).body(payload).chunked(chunk));
        RawClient client = edge.client()) {
      RawResponse answer = get(client);
      assertEquals(List.of("chunked"), answer.headers().values("Transfer-Encoding"));
      assertFalse(answer.headers().has("Content-Length"));
      assertEquals(payload.sha256(), answer.body().sha256());
      edge.origin().behave(Edge.SIGNED);
      edge.assertServes(client);
      assertEquals(1, edge.origin().connectionsAccepted());
    }
  }

  @Test
  void anAnswerDelimitedByCloseBecomesChunkedAndTheClientIsKept() {
    Payload payload = Payload.generated(300_000, 3);
    try (Edge edge = Edge.of(Answer.status(200).body(payload).untilClose());
        RawClient client = edge.client()) {
      RawResponse answer = get(client);
      assertEquals("chunked", answer.header("Transfer-Encoding"));
      assertFalse(answer.headers().has("Connection"));
      assertEquals(payload.sha256(), answer.body().sha256());
      edge.origin().behave(Edge.SIGNED);
      edge.assertServes(client);
      assertEquals(2, edge.origin().connectionsAccepted());
    }
  }

  @Test
  void trailersGoUpButThoseThatMayNot() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send(
          "POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
              + "5\r\nhello\r\n0\r\nX-Sum: 42\r\nContent-Length: 7\r\nHost: evil\r\n"
              + "Transfer-Encoding: chunked\r\nAuthorization: x\r\nX-Two:\t2 \r\n\r\n");
      assertEquals(200, client.readResponse().status());
      RecordedRequest seen = edge.origin().requests().get(0);
      assertEquals(List.of("X-Sum: 42", "X-Two: 2"), seen.body().trailers().lines());
      assertEquals("X-Sum", seen.headers().first("Trailer").orElse(""));
      edge.assertServes(client);
    }
  }

  @Test
  void trailersComeDown() {
    Answer answer = Answer.ok("hello").chunked(3).trailer("X-Sum", "42").trailer("X-Two", "2");
    try (Edge edge = Edge.of(answer.trailer("Set-Cookie", "a=b"));
        RawClient client = edge.client()) {
      RawResponse seen = get(client);
      assertEquals("hello", seen.text());
      assertEquals(List.of("X-Sum: 42", "X-Two: 2"), seen.body().trailers().lines());
      edge.origin().behave(Edge.SIGNED);
      edge.assertServes(client);
    }
  }

  @Test
  void anAnswerIsSentOnWhileItComes() {
    CountDownLatch go = new CountDownLatch(1);
    Behavior inTwoParts =
        exchange -> {
          exchange.execute();
          exchange.wire().write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc");
          Edge.await(go);
          exchange.wire().write("def");
        };
    try (Edge edge = Edge.of(inTwoParts);
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, client.readHead().status());
      assertArrayEquals("abc".getBytes(US_ASCII), client.readBytes(3));
      go.countDown();
      assertArrayEquals("def".getBytes(US_ASCII), client.readBytes(3));
    }
  }

  private static RawResponse get(RawClient client) {
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    RawResponse answer = client.readResponse();
    assertEquals(200, answer.status(), answer::toString);
    assertTrue(answer.complete(), answer::detail);
    return answer;
  }
}
