package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.Payload;
import dev.banyan.testkit.RawClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams whose taker stands still hold no more than the watermarks and one read. */
class BackpressureTest {
  private static final int STREAMS = 24;

  /** A high watermark and a read for each, twice over for whole chunks, and the loops' arenas. */
  private static final long ALLOWED = STREAMS * 2L * (64 << 10) * 2 + (24 << 20);

  @Test
  void clientsThatTakeNothingHoldTheirBackendsUp() {
    Answer endless = Answer.status(200).body(Payload.generated(1L << 40, 2));
    try (Edge edge = Edge.of(endless)) {
      long before = DirectMemory.used();
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        RawClient client = RawClient.connect(edge.proxy().port(), 8 << 10);
        clients.add(client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
      }
      edge.origin().awaitRequests(STREAMS, Edge.SOON);
      clients.forEach(client -> assertEquals(65_536, client.readBytes(65_536).length));
      DirectMemory.assertGrownLessThan(before, ALLOWED);
      try (RawClient other = edge.client()) {
        edge.origin().behave(Edge.SIGNED);
        edge.assertServes(other);
      }
      clients.forEach(RawClient::reset);
      edge.awaitQuiet();
      DirectMemory.assertGrownLessThan(before, ALLOWED);
    }
  }

  @Test
  void backendsThatTakeNothingHoldTheirClientsUp() throws InterruptedException {
    Payload upload = Payload.generated(32 << 20, 3);
    try (Edge edge = Edge.of(Failures.hangWithoutReading())) {
      long before = DirectMemory.used();
      Progress sent = new Progress();
      List<RawClient> clients = new ArrayList<>();
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        RawClient client = edge.client();
        clients.add(client);
        senders.add(new Thread(() -> upload(client, upload, sent)));
      }
      senders.forEach(Thread::start);
      edge.origin().awaitRequests(STREAMS, Edge.SOON);
      DirectMemory.assertGrownLessThan(before, ALLOWED);
      assertEquals(0, sent.count(), "no sender came to its end");
      clients.forEach(RawClient::reset);
      for (Thread sender : senders) {
        sender.join();
      }
      Await.until("all is given up", Edge.SOON, () -> edge.app().connections() == 0);
      assertTrue(edge.app().pending() == 0);
    }
  }

  private static void upload(RawClient client, Payload payload, Progress ended) {
    try {
      client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + payload.length() + "\r\n\r\n");
      client.send(payload);
      ended.add(1);
    } catch (UncheckedIOException e) {
      // The test resets the connection when it has seen enough.
    }
  }
}
