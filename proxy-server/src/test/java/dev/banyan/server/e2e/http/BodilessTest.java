package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that never have a body, and interim answers (RFC 9110 sections 6.4.1 and 15.2). */
class BodilessTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String HEAD = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void anAnswerToHeadKeepsItsLength() {
    try (Edge edge = Edge.of(Answer.ok("hello"));
        RawClient client = edge.client()) {
      for (int i = 0; i < 3; i++) {
        RawResponse answer = client.send(HEAD).readResponseToHead();
        assertEquals(200, answer.status());
        assertEquals("5", answer.header("Content-Length"));
      }
      assertServesNext(edge, client, 4);
    }
  }

  @Test
  void anAnswerToHeadThatWouldBeChunkedHasNoFraming() {
    try (Edge edge = Edge.of(Answer.ok("hello").chunked(2));
        RawClient client = edge.client()) {
      RawResponse answer = client.send(HEAD).readResponseToHead();
      assertEquals(200, answer.status());
      assertFalse(answer.headers().has("Content-Length"));
      assertServesNext(edge, client, 2);
    }
  }

  @Test
  void aBodyInAnAnswerToHeadReachesNobody() {
    Behavior wrong =
        exchange -> exchange.wire().write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
    try (Edge edge = Edge.of(wrong);
        RawClient client = edge.client()) {
      RawResponse answer = client.send(HEAD).readResponseToHead();
      assertEquals("5", answer.header("Content-Length"));
      assertServesNext(edge, client, 2);
    }
  }

  /** As one piece, and with the body so late that the connection is back in its pool. */
  @ParameterizedTest
  @CsvSource({"204, 0", "304, 0", "204, 100", "304, 100"})
  void aBodyInAnAnswerThatHasNoneReachesNobody(int status, int millis) {
    String secret = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret";
    String head = "HTTP/1.1 " + status + " Odd\r\nContent-Length: " + secret.length();
    Behavior wrong =
        exchange -> {
          exchange.wire().write(head + "\r\n\r\n" + (millis == 0 ? secret : ""));
          exchange.wire().pause(Duration.ofMillis(millis));
          exchange.wire().write(secret);
        };
    try (Edge edge = Edge.of(wrong);
        RawClient client = edge.client()) {
      assertEquals(status, client.send(GET).readResponseToHead().status());
      edge.awaitNoBackendConnection();
      assertServesNext(edge, client, 2);
      edge.assertServesOthers();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ETag: \"1\"\r\nContent-Length: 7\r\n"})
  void a304KeepsItsLengthAndHasNoBody(String fields) {
    try (Edge edge = Edge.of(raw("HTTP/1.1 304 Not Modified\r\n" + fields + "\r\n"));
        RawClient client = edge.client()) {
      RawResponse answer = client.send(GET).readResponseToHead();
      assertEquals(304, answer.status());
      assertEquals(fields.isEmpty() ? "" : "7", answer.header("Content-Length"));
      assertFalse(answer.headers().has("Transfer-Encoding"));
      assertServesNext(edge, client, fields.isEmpty() ? 1 : 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Content-Length: 0\r\n"})
  void a204HasNeitherLengthNorBody(String fields) {
    try (Edge edge = Edge.of(raw("HTTP/1.1 204 No Content\r\n" + fields + "\r\n"));
        RawClient client = edge.client()) {
      RawResponse answer = client.send(GET).readResponse();
      assertEquals(204, answer.status());
      assertFalse(answer.headers().has("Content-Length"));
      assertFalse(answer.headers().has("Transfer-Encoding"));
      assertServesNext(edge, client, 1);
    }
  }

  @Test
  void interimAnswersArePassedOnInOrder() {
    Behavior informing =
        Behaviors.informing(
            102,
            List.of(),
            Behaviors.informing(103, List.of("Link: </a.css>", "Link: </b.css>"), Edge.SIGNED));
    try (Edge edge = Edge.of(informing);
        RawClient client = edge.client()) {
      RawResponse answer = client.send(GET).readResponse();
      assertEquals("hello", answer.text());
      assertEquals(List.of(102, 103), answer.interim().stream().map(RawResponse::status).toList());
      assertEquals(
          List.of("</a.css>", "</b.css>"), answer.interim().get(1).headers().values("Link"));
      edge.assertServes(client);
      assertEquals(1, edge.origin().connectionsAccepted());
    }
  }

  @Test
  void anHttp10ClientGetsNoInterimAnswer() {
    Behavior informing = Behaviors.informing(103, List.of("Link: </a.css>"), Edge.SIGNED);
    try (Edge edge = Edge.of(informing);
        RawClient client = edge.client()) {
      client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(200, answer.status());
      assertEquals(List.of(), answer.interim());
    }
  }

  @Test
  void a100ThatNobodyAskedForIsDropped() {
    try (Edge edge = Edge.of(Behaviors.informing(100, List.of(), Edge.SIGNED));
        RawClient client = edge.client()) {
      RawResponse answer = client.send(GET).readResponse();
      assertEquals(200, answer.status());
      assertEquals(List.of(), answer.interim());
      edge.assertServes(client);
    }
  }

  @Test
  void interimAnswersWithoutEndAreAnInvalidAnswer() {
    Behavior endless =
        exchange -> {
          exchange.readBody();
          for (int i = 0; i < 1_000; i++) {
            exchange.inform(102);
          }
          exchange.wire().hang();
        };
    try (Edge edge = Edge.of(endless);
        RawClient client = edge.client()) {
      assertEquals(502, client.send(GET).readResponse().status());
      edge.awaitNoBackendConnection();
      edge.assertServesOthers();
    }
  }

  private static Behavior raw(String answer) {
    return exchange -> {
      exchange.readBody();
      exchange.wire().write(answer);
    };
  }

  private static void assertServesNext(Edge edge, RawClient client, int connections) {
    edge.origin().behave(Edge.SIGNED);
    edge.assertServes(client);
    assertEquals(connections, edge.origin().connectionsAccepted());
  }
}
