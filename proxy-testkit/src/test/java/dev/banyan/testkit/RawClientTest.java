package dev.banyan.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RawClientTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  @Test
  void readsPipelinedResponsesInOrder() {
    Behavior numbered =
        Behaviors.inTurn(Answer.ok("one"), Answer.ok("two").chunked(2), Answer.ok("three"));
    try (RawOrigin origin = RawOrigin.start(numbered);
        RawClient client = RawClient.connect(origin.port())) {
      client.send(GET + GET + GET);
      assertEquals("one", client.readResponse().text());
      assertEquals("two", client.readResponse().text());
      assertEquals("three", client.readResponse().text());
    }
  }

  @Test
  void sendsInPieces() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient client = RawClient.connect(origin.port())) {
      client.sendPieces(Duration.ofMillis(5), "GE", "T / HTTP/1.", "1\r", "\nHost: x\r\n\r", "\n");
      assertEquals("hello", client.readResponse().text());
      client.sendByteByByte(GET);
      assertEquals("hello", client.readResponse().text());
    }
  }

  @Test
  void readsTheAnswerAfterHalfClose() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient client = RawClient.connect(origin.port())) {
      assertEquals("hello", client.send(GET).halfClose().readResponse().text());
      assertEquals(Ending.FIN, client.awaitClosed(SOON));
    }
  }

  @Test
  void resetEndsTheConnectionAtTheOrigin() {
    try (RawOrigin origin = RawOrigin.start(Failures.hang());
        RawClient client = RawClient.connect(origin.port())) {
      client.send(GET);
      origin.awaitRequests(1, SOON);
      client.reset();
      Await.value("open connections", SOON, origin::connectionsOpen, open -> open == 0);
    }
  }

  @Test
  void readsAHeadAndItsBodyApart() {
    Behavior informed = Behaviors.informing(103, List.of(), Answer.ok("hello"));
    try (RawOrigin origin = RawOrigin.start(informed);
        RawClient client = RawClient.connect(origin.port())) {
      client.send(GET);
      assertEquals(103, client.readHead().status());
      RawResponse head = client.readHead();
      assertEquals(0, head.body().length());
      assertEquals("hello", client.readBody(head).text());
    }
  }

  @Test
  void aTimeoutSaysWhatCame() {
    Behavior half = Failures.stallBody(Answer.ok("hello"), 2);
    try (RawOrigin origin = RawOrigin.start(half);
        RawClient client = RawClient.connect(origin.port()).timeout(Duration.ofMillis(500))) {
      client.send(GET);
      ReadTimeoutException silence = assertThrows(ReadTimeoutException.class, client::readResponse);
      String message = String.valueOf(silence.getMessage());
      assertTrue(message.startsWith("no byte within PT0.5S while reading a response; "), message);
      assertTrue(message.endsWith("\r\n\r\nhe\""), message);
    }
  }

  @Test
  void readsWhatIsLeftBeforeTheEnd() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello").close());
        RawClient client = RawClient.connect(origin.port())) {
      RawResponse head = client.send(GET).readHead();
      assertEquals(200, head.status());
      assertArrayEquals(WireInput.latin1("hello"), client.readBytes(100));
      assertEquals(Ending.FIN, client.readUntilClose().ending());
    }
  }

  @Test
  void knowsWhenThePeerHasGone() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient client = RawClient.connect(origin.port())) {
      client.send(GET).readResponse();
      assertFalse(client.closed());
      client.send(GET);
      origin.awaitRequests(2, SOON);
      assertFalse(client.closed());
      assertEquals("hello", client.readResponse().text());
      origin.closeConnections();
      Await.until("closed", SOON, client::closed);
    }
  }

  @Test
  void tellsWhenNothingCanBeSent() {
    try (RawOrigin origin = RawOrigin.start(Failures.resetOnAccept());
        RawClient client = RawClient.connect(origin.port())) {
      assertEquals(Ending.RESET, client.awaitClosed(SOON));
      Await.until("sending fails", SOON, () -> !client.trySend(GET));
    }
  }

  @Test
  void comesFromTheAddressItIsTold() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient client = RawClient.connectFrom("127.0.0.7", origin.port())) {
      assertEquals("hello", client.send(GET).readResponse().text());
      assertTrue(client.localPort() > 0);
    }
  }

  @Test
  void aSmallWindowHoldsUpTheOrigin() {
    Answer endless = Answer.status(200).body(Payload.generated(1L << 40, 3));
    try (RawOrigin origin = RawOrigin.start(endless)) {
      try (RawClient client = RawClient.connect(origin.port(), 4096)) {
        assertEquals(Long.toString(1L << 40), client.send(GET).readHead().header("Content-Length"));
        assertEquals(100_000, client.readBytes(100_000).length);
      }
      Await.value("open connections", SOON, origin::connectionsOpen, open -> open == 0);
    }
  }
}
