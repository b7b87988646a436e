package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Ending;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How much a client may send: what is just as much passes and its connection goes on, what is one
 * more is refused, forwarded to nobody, counted, and the last that its connection is answered.
 */
class SizeLimitsTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String FOLLOWER = "GET /follower HTTP/1.1\r\nHost: a\r\n\r\n";

  /** The largest request that each bound lets pass, and the same with one more of its kind. */
  enum Bound {
    REQUEST_LINE("request-line: 256B", 414) {
      @Override
      String request(int more) {
        return "GET /" + "a".repeat(256 - 14 + more) + " HTTP/1.1\r\nHost: a\r\n\r\n";
      }
    },
    HEADER_BYTES("header-bytes: 1KiB", 431) {
      @Override
      String request(int more) {
        String rest = "GET / HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n";
        return rest.replace("X: ", "X: " + "x".repeat(1024 - rest.length() + more));
      }
    },
    HEADERS("headers: 10", 431) {
      @Override
      String request(int more) {
        return "GET / HTTP/1.1\r\nHost: a\r\n" + "X: 1\r\n".repeat(9 + more) + "\r\n";
      }
    };

    final String limits;
    final int status;

    Bound(String limits, int status) {
      this.limits = limits;
      this.status = status;
    }

    abstract String request(int more);
  }

  @ParameterizedTest
  @CsvSource({
    "REQUEST_LINE, request-line, whole", "REQUEST_LINE, request-line, drops",
    "HEADER_BYTES, header-bytes, whole", "HEADER_BYTES, header-bytes, drops",
    "HEADERS, headers, whole", "HEADERS, headers, drops"
  })
  void aHeadMayBeAsLargeAsTheBoundAndNoLarger(Bound bound, String limit, String how) {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ " + bound.limits + " }");
        RawClient client = edge.client()) {
      send(client, bound.request(0), how);
      assertEquals(200, client.readResponse().status());
      edge.assertServes(client);
      edge.origin().log().clear();

      send(client, bound.request(1) + FOLLOWER, how);
      assertRefused(client, bound.status);
      assertEquals(0, edge.origin().executions());
      new Counted(edge).awaitHits(limit, 1);
      edge.assertServesOthers();
    }
  }

  /** Byte by byte until the proxy takes no more, or all at once. */
  private static void send(RawClient client, String bytes, String how) {
    if (how.equals("whole")) {
      client.trySend(bytes);
      return;
    }
    for (int i = 0; i < bytes.length() && client.trySend(bytes.substring(i, i + 1)); i++) {
      if (i % 64 == 0 && client.closed()) {
        return;
      }
    }
  }

  @Test
  void aBodyWhoseLengthIsTooLargeIsRefusedAtItsHead() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ body: 10B }");
        RawClient client = edge.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0123456789");
      assertEquals(200, client.readResponse().status());
      edge.assertServes(client);
      edge.origin().log().clear();

      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n");
      assertRefused(client, 413);
      assertEquals(0, edge.origin().executions());
      new Counted(edge).await("banyan_body_too_large_total{route=\"unmatched\"}", 1);
      edge.assertServesOthers();
    }
  }

  @Test
  void aChunkedBodyIsRefusedWhenItHasPassedTheBound() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ body: 10B }");
        RawClient client = edge.client()) {
      String head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
      client.send(head + "5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      edge.assertServes(client);
      edge.origin().log().clear();

      client.send(head + "5\r\n01234\r\n6\r\n56789a\r\n0\r\n\r\n" + FOLLOWER);
      assertRefused(client, 413);
      edge.awaitQuiet();
      assertEquals(0, edge.origin().executions(), "the cut body looked whole");
      new Counted(edge).await("banyan_body_too_large_total{route=\"unmatched\"}", 1);
      edge.assertServesOthers();
    }
  }

  @Test
  void aBodyThatIsTooLargeIsNotAskedFor() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ body: 10B }");
        RawClient client = edge.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(413, answer.status());
      assertTrue(answer.interim().isEmpty());
      assertEquals(Ending.FIN, client.awaitClosed(Edge.SOON));
      assertEquals(0, edge.origin().connectionsAccepted());
    }
  }

  @Test
  void aRouteMayAllowLessOrMoreThanTheTable() {
    String table =
        """
        limits: { body: 10B }
        backends: { app: LEGACY }
        legacy: app
        routes:
          - { name: small, match: { path: /small }, body-limit: 2B }
          - { name: large, match: { path: /large }, body-limit: 20B }
        """;
    try (Edge edge = Edge.of(Edge.SIGNED, table)) {
      assertEquals(200, posted(edge, "/small", 2));
      assertEquals(413, posted(edge, "/small", 3));
      assertEquals(200, posted(edge, "/large", 20));
      assertEquals(413, posted(edge, "/large", 21));
      new Counted(edge).await("banyan_body_too_large_total{route=\"small\"}", 1);
      new Counted(edge).await("banyan_body_too_large_total{route=\"large\"}", 1);
    }
  }

  private static int posted(Edge edge, String path, int bytes) {
    try (RawClient client = edge.client()) {
      String head = "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + bytes;
      client.trySend(head + "\r\n\r\n" + "b".repeat(bytes));
      return client.readResponse().status();
    }
  }

  @Test
  void whatIsReadAheadIsBoundedBySizesThatHoldForTheNextToo() {
    try (Edge edge = Edge.limited(Edge.SIGNED, "{ header-bytes: 1KiB }");
        RawClient client = edge.client()) {
      client.trySend(GET + Bound.HEADER_BYTES.request(0) + Bound.HEADER_BYTES.request(1));
      assertEquals(200, client.readResponse().status());
      assertEquals(200, client.readResponse().status());
      assertRefused(client, 431);
    }
  }

  private static void assertRefused(RawClient client, int status) {
    RawResponse answer = client.readResponse();
    assertEquals(status, answer.status(), answer::toString);
    assertTrue(answer.complete(), answer::detail);
    assertEquals("close", answer.header("Connection"));
    assertEquals(0, client.readUntilClose().bytes().length(), "an answer to the follower");
  }
}
