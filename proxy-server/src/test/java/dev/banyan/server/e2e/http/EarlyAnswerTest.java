package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.UnreadBody;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that come before the request's body was read (RFC 9112 section 9.6). */
class EarlyAnswerTest {
  private static final Payload UPLOAD = Payload.generated(6 << 20, 11);
  private static final Payload ANSWER = Payload.generated(300_000, 12);

  @ParameterizedTest
  @EnumSource(
      value = UnreadBody.class,
      names = {"FINISH", "FREEZE"})
  void theWholeAnswerReachesAClientThatStillSends(UnreadBody fate) throws InterruptedException {
    Answer refusal = Answer.status(413).body(ANSWER).requestBody(fate);
    try (Edge edge = Edge.of(refusal);
        RawClient client = edge.client()) {
      Thread sender = sendInBackground(client);
      RawResponse answer = client.readResponse();
      assertEquals(413, answer.status(), answer::toString);
      assertEquals(ANSWER.sha256(), answer.body().sha256());
      assertEquals("close", answer.header("Connection"));
      assertEquals(0, client.readUntilClose().bytes().length());
      sender.join();
      edge.awaitQuiet();
      assertEquals(0, edge.app().idleConnections(), "half a request is on that connection");
      edge.assertServesOthers();
    }
  }

  /** The backend resets what it has not read; its answer may be behind our own failed write. */
  @RepeatedTest(20)
  void anAnswerIsNotLostBecauseTheBackendStopsReading() throws InterruptedException {
    Answer refusal = Answer.status(413).body("too big").requestBody(UnreadBody.CLOSE);
    try (Edge edge = Edge.of(refusal);
        RawClient client = edge.client()) {
      Thread sender = sendInBackground(client);
      RawResponse answer = client.readResponse();
      assertEquals(413, answer.status(), answer::toString);
      assertEquals("too big", answer.text());
      client.readUntilClose();
      sender.join();
      edge.awaitNoBackendConnection();
    }
  }

  @Test
  void anAnswerThatBeginsEarlyLetsTheBodyGoOn() {
    try (Edge edge =
            Edge.of(exchange -> {
              exchange.wire().write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nda");
              exchange.readBody();
              exchange.wire().write("ta");
            });
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
      RawResponse head = client.readHead();
      assertEquals(200, head.status());
      assertEquals("close", head.header("Connection"));
      client.send("67890");
      RawResponse answer = client.readBody(head);
      assertEquals("data", answer.text());
      assertEquals("1234567890", edge.origin().requests().get(0).body().text());
      assertEquals(0, client.readUntilClose().bytes().length());
      edge.assertServesOthers();
    }
  }

  @Test
  void ownAnswersReachAClientThatStillSends() throws InterruptedException {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ body: 64KiB }");
        RawClient client = edge.client()) {
      Thread sender = sendInBackground(client);
      RawResponse answer = client.readResponse();
      assertEquals(413, answer.status(), answer::toString);
      assertTrue(answer.complete());
      client.readUntilClose();
      sender.join();
      assertEquals(0, edge.origin().connectionsAccepted());
    }
  }

  private static Thread sendInBackground(RawClient client) {
    client.send("POST /big HTTP/1.1\r\nHost: a\r\nContent-Length: " + UPLOAD.length() + "\r\n\r\n");
    Thread sender =
        new Thread(() -> {
          try {
            client.send(UPLOAD);
          } catch (UncheckedIOException e) {
            // The proxy stopped reading, as it may.
          }
        });
    sender.start();
    return sender;
  }
}
