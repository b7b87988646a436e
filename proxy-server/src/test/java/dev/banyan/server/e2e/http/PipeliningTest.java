package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.RecordedRequest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Requests that come before the answers to those in front of them (RFC 9112 section 9.3.2). */
class PipeliningTest {
  private static final String PAD = "X-Pad: " + "p".repeat(7_000) + "\r\n";

  @Test
  void hundredsAtOnceAreAnsweredInTheirOrder() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      int count = 500;
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < count; i++) {
        all.append(request("GET", "k" + i, ""));
      }
      client.send(all.toString());
      assertAnsweredInOrder(client, count);
      assertEquals(count, edge.origin().executions());
      edge.assertServes(client);
    }
  }

  @Test
  void bodiesOfAllFramingsStayWithTheirRequests() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      int count = 150;
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < count; i++) {
        all.append(framed(i));
      }
      client.send(all.toString());
      assertAnsweredInOrder(client, count);
      List<RecordedRequest> seen = edge.origin().requests();
      for (int i = 0; i < count; i++) {
        assertEquals("k" + i, seen.get(i).headers().first(RecordedRequest.KEY_FIELD).orElse(""));
        assertEquals(i % 3 == 0 ? "" : body(i), seen.get(i).body().text());
      }
    }
  }

  @Test
  void aSlowFirstRequestHoldsTheOthersBack() throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Behavior held =
        exchange -> {
          if (exchange.target().endsWith("/k0")) {
            reached.countDown();
            Edge.await(go);
          }
          Edge.SIGNED.handle(exchange);
        };
    try (Edge edge = Edge.of(held);
        RawClient client = edge.client()) {
      client.send(request("GET", "k0", "") + request("POST", "k1", "abc"));
      client.send(request("GET", "k2", ""));
      assertTrue(reached.await(20, TimeUnit.SECONDS));
      try (RawClient other = edge.client()) {
        edge.assertServes(other);
      }
      assertEquals(1, edge.origin().executions(), "only the other client was served");
      go.countDown();
      assertAnsweredInOrder(client, 3);
    }
  }

  @Test
  void allThatCameBeforeAFinAreAnswered() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        all.append(request(i % 2 == 0 ? "GET" : "POST", "k" + i, i % 2 == 0 ? "" : "body"));
      }
      client.send(all.toString()).halfClose();
      assertAnsweredInOrder(client, 20);
      assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
    }
  }

  @Test
  void aRefusedRequestComesInItsPlaceAndEndsTheConnection() {
    try (Edge edge = Edge.of(Edge.SIGNED);
        RawClient client = edge.client()) {
      client.send(
          request("GET", "k0", "")
              + request("GET", "k1", "")
              + "GET / HTTP/1.1\r\n\r\n"
              + request("GET", "k3", ""));
      assertAnsweredInOrder(client, 2);
      assertEquals(400, client.readResponse().status());
      assertEquals(0, client.readUntilClose().bytes().length());
      assertEquals(2, edge.origin().executions());
    }
  }

  @Test
  void aClientThatSendsWithoutEndMakesNoMemoryGrow() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    Behavior held = Edge.held(go, Edge.SIGNED);
    int count = 3_000;
    try (Edge edge = Edge.of(held);
        RawClient client = edge.client()) {
      long before = DirectMemory.used();
      Progress sent = new Progress();
      Thread sender = new Thread(() -> sendPadded(client, count, sent));
      sender.start();
      sent.awaitStall("the sender");
      assertTrue(sent.count() < count, "the sender was never held up");
      DirectMemory.assertGrownLessThan(before, 12 << 20);
      go.countDown();
      assertAnsweredInOrder(client, count);
      sender.join();
    }
  }

  private static void sendPadded(RawClient client, int count, Progress sent) {
    for (int i = 0; i < count; i++) {
      client.send(request("GET", "k" + i, "").replace("Host: a\r\n", "Host: a\r\n" + PAD));
      sent.add(1);
    }
  }

  private static void assertAnsweredInOrder(RawClient client, int count) {
    for (int i = 0; i < count; i++) {
      RawResponse answer = client.readResponse();
      assertEquals(200, answer.status(), answer::toString);
      assertEquals("k" + i, answer.header(RecordedRequest.KEY_FIELD));
      assertEquals("hello", answer.text());
    }
  }

  private static String framed(int i) {
    return switch (i % 3) {
      case 0 -> request("GET", "k" + i, "");
      case 1 -> request("POST", "k" + i, body(i));
      default ->
          "POST /k%d HTTP/1.1\r\nHost: a\r\nX-Request-Key: k%d\r\nTransfer-Encoding: chunked\r\n\r\n"
                  .formatted(i, i)
              + Integer.toHexString(body(i).length())
              + "\r\n"
              + body(i)
              + "\r\n0\r\n\r\n";
    };
  }

  /** A body that looks like a request, so that a framing error shows. */
  private static String body(int i) {
    return "GET /smuggled/" + i + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }

  private static String request(String method, String key, String body) {
    return method
        + " /"
        + key
        + " HTTP/1.1\r\nHost: a\r\nX-Request-Key: "
        + key
        + "\r\n"
        + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n")
        + "\r\n"
        + body;
  }
}
