package dev.banyan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RawOriginTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void recordsARequestAsItCame() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient client = RawClient.connect(origin.port())) {
      client.send("POST /a%2Fb?q=1 HTTP/1.1\r\nhOST: x\r\nX-Twice: 1\r\nX-Twice:  2 \r\n");
      client.send("Content-Length: 3\r\n\r\nabc");
      assertEquals("hello", client.readResponse().text());

      RecordedRequest request = origin.requests().get(0);
      assertEquals("POST", request.method());
      assertEquals("/a%2Fb?q=1", request.target());
      assertEquals("HTTP/1.1", request.version());
      assertEquals(
          List.of("hOST: x", "X-Twice: 1", "X-Twice:  2 ", "Content-Length: 3"),
          request.headers().lines());
      assertEquals(List.of("1", "2"), request.headers().values("x-twice"));
      assertEquals("abc", request.body().text());
      assertEquals(Sha256.of(WireInput.latin1("abc")), request.body().sha256());
    }
  }

  @Test
  void readsChunkedBodiesWithTrailers() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient client = RawClient.connect(origin.port())) {
      client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.sendByteByByte("3;ext=1\r\nabc\r\n0A\r\n0123456789\r\n0\r\nX-Sum: 7\r\n\r\n");
      assertTrue(client.readResponse().complete());

      CapturedBody body = origin.requests().get(0).body();
      assertEquals("abc0123456789", body.text());
      assertEquals(List.of("X-Sum: 7"), body.trailers().lines());
    }
  }

  @Test
  void numbersConnectionsAndTheirRequests() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient first = RawClient.connect(origin.port())) {
      first.send(get("/1")).readResponse();
      first.send(get("/2")).readResponse();
      try (RawClient second = RawClient.connect(origin.port())) {
        second.send(get("/3")).readResponse();
      }
      List<String> seen =
          origin.requests().stream()
              .map(r -> r.target() + " " + r.connection() + "." + r.sequence())
              .toList();
      assertEquals(List.of("/1 1.1", "/2 1.2", "/3 2.1"), seen);
      assertEquals(2, origin.connectionsAccepted());
      Await.value("open connections", SOON, origin::connectionsOpen, open -> open == 1);
    }
  }

  @Test
  void countsExecutionsByMethodAndKey() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient client = RawClient.connect(origin.port())) {
      String keyed = " / HTTP/1.1\r\nHost: x\r\nX-Request-Key: k1\r\n\r\n";
      client.send("GET" + keyed + "POST" + keyed + get("/"));
      origin.awaitRequests(3, SOON);
      assertEquals(2, origin.executions("GET"));
      assertEquals(1, origin.executions("POST"));
      assertEquals(2, origin.executionsOf("k1"));
      assertEquals(0, origin.executionsOf("k2"));
      assertEquals(Map.of("k1", 2), origin.log().executionsByKey());

      origin.log().clear();
      assertEquals(0, origin.executions());
      assertThrows(AssertionError.class, () -> origin.awaitRequests(1, Duration.ofMillis(20)));
    }
  }

  @Test
  void keepsRequestsWithinABound() {
    Payload big = Payload.generated(BodyReader.KEPT_BYTES, 1);
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient client = RawClient.connect(origin.port())) {
      for (int i = 0; i < 40; i++) {
        client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        assertTrue(client.sendChunked(big, 60_000).readResponse().complete());
      }
      assertEquals(40, origin.executions());
      assertEquals(32, origin.requests().size());
      assertEquals(40, origin.requests().get(31).sequence());
    }
  }

  @Test
  void doesNotCountARequestCutInItsBody() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient client = RawClient.connect(origin.port())) {
      client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345").halfClose();
      assertEquals(Ending.FIN, client.awaitClosed(SOON));
      assertEquals(1, origin.log().truncatedRequests());
      assertEquals(0, origin.executions());
    }
  }

  @Test
  void recordsMalformedRequests() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"))) {
      for (String head :
          List.of(
              "GET / HTTP/1.1\nHost: x\n\n",
              "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
              "GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n",
              "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
              "POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\n",
              "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
              "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n")) {
        try (RawClient client = RawClient.connect(origin.port())) {
          client.send(head);
          client.awaitClosed(SOON);
        }
      }
      assertEquals(7, origin.log().malformedRequests().size());
      assertEquals(0, origin.executions());
    }
  }

  @Test
  void refusesAndComesBackOnTheSamePort() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient before = RawClient.connect(origin.port())) {
      before.send(get("/")).readResponse();
      for (int i = 0; i < 3; i++) {
        origin.stopListening();
        assertThrows(UncheckedIOException.class, () -> RawClient.connect(origin.port()));
        assertTrue(before.send(get("/")).readResponse().complete());
        origin.resumeListening();
        try (RawClient again = RawClient.connect(origin.port())) {
          assertTrue(again.send(get("/")).readResponse().complete());
        }
      }
    }
  }

  @Test
  void closesOrResetsItsConnections() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient client = RawClient.connect(origin.port());
        RawClient other = RawClient.connect(origin.port())) {
      Await.value("accepted", SOON, origin::connectionsAccepted, accepted -> accepted == 2);
      origin.closeConnections();
      assertEquals(Ending.FIN, client.awaitClosed(SOON));
      other.awaitClosed(SOON);
      try (RawClient third = RawClient.connect(origin.port())) {
        third.send(get("/")).readResponse();
        origin.resetConnections();
        assertEquals(Ending.RESET, third.awaitClosed(SOON));
      }
      Await.value("open connections", SOON, origin::connectionsOpen, open -> open == 0);
    }
  }

  @Test
  void behaviourChangesForTheNextRequest() {
    try (RawOrigin origin = RawOrigin.start(Answer.ok("hello"));
        RawClient client = RawClient.connect(origin.port())) {
      assertEquals(200, client.send(get("/")).readResponse().status());
      origin.behave(Answer.status(503));
      assertEquals(503, client.send(get("/")).readResponse().status());
    }
  }

  @Test
  void siblingsShareAPort() {
    List<RawOrigin> origins = RawOrigin.siblings(Answer.ok("hello"), "a", "b", "c");
    try {
      int port = origins.get(0).port();
      assertEquals(
          List.of("a 127.0.0.1:" + port, "b 127.0.0.2:" + port, "c 127.0.0.3:" + port),
          origins.stream().map(each -> each.name() + " " + each.uri().getAuthority()).toList());
    } finally {
      origins.forEach(RawOrigin::close);
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }
}
