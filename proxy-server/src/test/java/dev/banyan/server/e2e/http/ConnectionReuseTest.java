package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Promptly;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.UnreadBody;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests follow each other on a connection to a backend (RFC 9112 section 9.3). */
@SuppressWarnings("StringConcatToTextBlock") // the lines end with CRLF
class ConnectionReuseTest {
  private static final String SECRET = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret";
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String TIMED_OUT =
      "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  /** Answers every request as if none had come for too long. */
  private static final Behavior TIRED = Behaviors.thenClose(raw(TIMED_OUT));

  /** For how long a connection may have been unused that is not for reads alone. */
  private static final Duration MOST_IDLE = Duration.ofSeconds(1);

  @ParameterizedTest
  @CsvSource({
    "HEAD, 200, Content-Length: 44",
    "HEAD, 200, Transfer-Encoding: chunked",
    "HEAD, 404, Content-Length: 44",
    "GET, 204, Content-Length: 44",
    "GET, 204, Transfer-Encoding: chunked",
    "GET, 304, Content-Length: 44",
    "GET, 304, Transfer-Encoding: chunked"
  })
  void aBodyThatIsAnnouncedWhereNoneMayComeReachesNobody(String method, int status, String field) {
    Behavior late =
        Behaviors.onReuse(
            raw("HTTP/1.1 " + status + " Odd\r\n" + field + "\r\n\r\n"),
            exchange -> exchange.wire().write(SECRET));
    try (Edge edge = Edge.of(late);
        RawClient client = edge.client()) {
      client.send(method + " /first HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(status, client.readResponseToHead().status());
      assertServesNext(edge, client, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HEAD, 200, Content-Length: 0",
    "HEAD, 200, ETag: 1",
    "GET, 204, Content-Length: 00",
    "GET, 304, ETag: 1"
  })
  void whereNoBodyIsAnnouncedTheConnectionIsUsedAgain(String method, int status, String field) {
    try (Edge edge = Edge.of(raw("HTTP/1.1 " + status + " Odd\r\n" + field + "\r\n\r\n"));
        RawClient client = edge.client()) {
      client.send(method + " /first HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(status, client.readResponseToHead().status());
      assertServesNext(edge, client, 1);
    }
  }

  private static void assertServesNext(Edge edge, RawClient client, int connections) {
    if (connections == 1) {
      edge.origin().behave(Edge.SIGNED);
    } else {
      edge.origin().behave(Behaviors.onReuse(Edge.SIGNED, raw(SECRET)));
    }
    edge.assertServes(client);
    assertEquals(connections, edge.origin().connectionsAccepted());
  }

  private static Behavior raw(String answer) {
    return exchange -> {
      exchange.readBody();
      exchange.wire().write(answer);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "always, GET, 0, 1",
    "always, HEAD, 0, 1",
    "always, POST, 2, 1",
    "always, PUT, 32768, 1",
    "always, POST, 32769, 2",
    "always, POST, 100000, 2",
    "always, GET, 2, 2",
    "always, HEAD, 2, 2",
    "always, OPTIONS, 2, 2",
    "always, DELETE, 2, 2",
    "always, TRACE, 2, 2",
    "always, PATCH, 2, 1",
    "always, REPORT, 2, 1",
    "safe, GET, 0, 1",
    "safe, DELETE, 0, 1",
    "safe, POST, 0, 1",
    "safe, HEAD, 0, 2",
    "safe, POST, 2, 2",
    "safe, REPORT, 2, 2",
    "never, GET, 0, 2",
    "never, POST, 0, 2",
    "never, POST, 2, 2",
  })
  void behindWhichRequestsAConnectionIsUsedAgain(
      String reuse, String method, int bytes, int connections) {
    for (boolean chunked : bytes == 0 ? new boolean[] {false} : new boolean[] {false, true}) {
      boolean head = method.equals("HEAD");
      Behavior first = head ? raw("HTTP/1.1 200 OK\r\n\r\n") : Edge.SIGNED;
      try (Edge edge = Edge.backend(Behaviors.inTurn(first, Edge.SIGNED), "reuse: " + reuse);
          RawClient client = edge.client()) {
        client.send(method + " /first HTTP/1.1\r\nHost: a\r\n" + body(bytes, chunked));
        RawResponse answer = head ? client.readResponseToHead() : client.readResponse();
        assertEquals(200, answer.status());
        edge.assertServes(client);
        assertEquals(connections, edge.origin().connectionsAccepted(), "chunked: " + chunked);
        boolean told =
            edge.origin().requests().get(0).headers().values("Connection").equals(List.of("close"));
        assertEquals(connections == 2 && !(chunked && bytes > 32768), told, "the backend knows");
      }
    }
  }

  private static String body(int bytes, boolean chunked) {
    String body = "x".repeat(bytes);
    if (chunked) {
      return "Transfer-Encoding: chunked\r\n\r\n"
          + Integer.toHexString(bytes)
          + "\r\n"
          + body
          + "\r\n0\r\n\r\n";
    }
    return (bytes == 0 ? "" : "Content-Length: " + bytes + "\r\n") + "\r\n" + body;
  }

  /** Where it is possible at all: {@code always} trusts a backend with a POST. */
  @ParameterizedTest
  @ValueSource(strings = {"safe", "always", "never"})
  void theBodyOfOneUserIsNobodysRequestWhereItIsLeftUnread(String reuse) {
    boolean always = reuse.equals("always");
    Behavior careless =
        Behaviors.onlyFor(
            always ? "DELETE" : "POST",
            Behaviors.signed(Answer.ok("hello").requestBody(UnreadBody.MISTAKE)),
            Edge.SIGNED);
    String smuggled = "GET /admin HTTP/1.1\r\nHost: a\r\nX-Request-Key: smuggled\r\n\r\n";
    try (Edge edge = Edge.backend(careless, "reuse: " + reuse);
        RawClient victim = edge.client();
        RawClient other = edge.client()) {
      String head = (always ? "DELETE" : "POST") + " / HTTP/1.1\r\nHost: a\r\nContent-Length: ";
      for (int i = 0; i < 50; i++) {
        // Anew each time: an answer that comes before the body was read ends its connection.
        try (RawClient attacker = edge.client()) {
          attacker.send(head + smuggled.length() + "\r\n\r\n" + smuggled);
          assertEquals(200, attacker.readResponse().status());
        }
        edge.assertServes(victim);
        edge.assertServes(other);
      }
      assertEquals(
          0,
          edge.origin().requests().stream().filter(one -> one.target().equals("/admin")).count(),
          "nor is it carried out");
    }
  }

  /** The answer of a backend that has waited too long for a request on an unused connection. */
  @ParameterizedTest
  @CsvSource({"GET, 200, 2", "HEAD, 200, 2", "OPTIONS, 200, 2", "POST, 502, 1", "DELETE, 502, 1"})
  void aTimeOutOfAnUnusedConnectionIsNobodysAnswer(String method, int status, int connections) {
    Promptly.within(
        MOST_IDLE,
        () -> {
          try (Edge edge = Edge.of(Behaviors.onReuse(Edge.SIGNED, TIRED));
              RawClient client = edge.client()) {
            edge.assertServes(client);
            client.send(method + " / HTTP/1.1\r\nHost: a\r\n");
            client.send(body(method.equals("POST") ? 2 : 0, false));
            boolean head = method.equals("HEAD");
            RawResponse answer = head ? client.readResponseToHead() : client.readResponse();
            assertEquals(status, answer.status(), answer::toString);
            assertEquals(connections, edge.origin().connectionsAccepted());
          }
        });
  }

  @Test
  void aTimeOutThatCrossesWithTheFirstBytesOfABodyIsNobodysAnswer() {
    Behavior tired = exchange -> exchange.wire().write(TIMED_OUT);
    Promptly.within(
        MOST_IDLE,
        () -> {
          try (Edge edge = Edge.of(Behaviors.onReuse(Edge.SIGNED, tired));
              RawClient client = edge.client()) {
            edge.assertServes(client);
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nh");
            assertEquals(502, client.readResponse().status());
          }
        });
  }

  @Test
  void aTimeOutOfWhoSendsABodySlowlyIsItsAnswer() {
    Behavior tired =
        exchange -> {
          exchange.wire().pause(Duration.ofMillis(1_100));
          exchange.wire().write(TIMED_OUT);
        };
    try (Edge edge = Edge.of(Behaviors.onReuse(Edge.SIGNED, tired));
        RawClient client = edge.client()) {
      edge.assertServes(client);
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nh");
      assertEquals(408, client.readResponse().status());
    }
  }

  @Test
  void aTimeOutOfAConnectionThatIsNewOrStaysIsAnAnswer() {
    Behavior patient = raw(TIMED_OUT.replace("Connection: close\r\n", ""));
    try (Edge edge = Edge.of(Behaviors.inTurn(Edge.SIGNED, patient, TIRED));
        RawClient client = edge.client()) {
      edge.assertServes(client);
      assertEquals(408, client.send(GET).readResponse().status());
      edge.origin().closeConnections();
      edge.awaitNoBackendConnection();
      assertEquals(408, client.send(GET).readResponse().status());
      assertEquals(2, edge.origin().connectionsAccepted());
    }
  }

  @Test
  void anAnswerThatCameBeforeTheEndOfItsRequestIsTheLastOfItsConnection() {
    Behavior hasty =
        exchange -> {
          exchange.wire().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no");
          exchange.readBody();
          exchange.wire().write("k");
        };
    try (Edge edge = Edge.of(hasty);
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n12");
      RawResponse head = client.readHead();
      client.send("34");
      assertEquals("ok", client.readBody(head).text());
      edge.assertServesOthers();
      assertEquals(2, edge.origin().connectionsAccepted());
    }
  }

  @Test
  void anInterimAnswerMayAnnounceTheEndOfTheConnection() {
    Behavior informing =
        Behaviors.informing(103, List.of("Link: </a.css>", "Connection: close"), Edge.SIGNED);
    try (Edge edge = Edge.of(informing);
        RawClient client = edge.client()) {
      edge.assertServes(client);
      edge.assertServes(client);
      assertEquals(2, edge.origin().connectionsAccepted());
    }
  }

  @ParameterizedTest
  @CsvSource({"safe, 2", "never, 2", "always, 1"})
  void anEditHoldsForConnectionsThatAreUnusedToo(String reuse, int connections) {
    try (Edge edge = Edge.backend(Edge.SIGNED, "reuse: always");
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
      assertEquals(200, client.readResponse().status());
      edge.reload("backends: { app: { url: LEGACY, reuse: " + reuse + " } }\nlegacy: app\n");
      Await.until(
          "unused connections",
          Edge.SOON,
          () -> edge.app().idleConnections() == (connections == 1 ? 1 : 0));
      edge.assertServes(client);
      assertEquals(connections, edge.origin().connectionsAccepted());
    }
  }
}
