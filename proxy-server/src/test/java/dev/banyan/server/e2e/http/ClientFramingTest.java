package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The framing guard at the client's side: what could be read in two ways is answered by an error
 * and a close, nothing of it is forwarded, and whoever comes next gets his own answer.
 */
class ClientFramingTest {
  private static final String FOLLOWER = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
  private static Edge edge;

  @BeforeAll
  static void start() {
    edge =
        Edge.of(
            Edge.SIGNED,
            """
            backends: { app: LEGACY }
            legacy: app
            routes:
              - { name: admin, match: { path: /b }, body-limit: 5MiB }
            """);
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedAndNothingOfItIsForwarded(RefusedRequest refused) {
    edge.origin().log().clear();
    try (RawClient client = edge.client()) {
      client.trySend(refused.bytes() + FOLLOWER);
      assertRefused(client, refused.status());
    }
    assertForwarded(0);
    edge.assertServesOthers();
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedBehindAGoodRequestToo(RefusedRequest refused) {
    edge.origin().log().clear();
    try (RawClient client = edge.client()) {
      client.trySend("GET /good HTTP/1.1\r\nHost: a\r\n\r\n" + refused.bytes() + FOLLOWER);
      assertEquals(200, client.readResponse().status());
      assertRefused(client, refused.status());
    }
    assertForwarded(1);
    edge.assertServesOthers();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "ENDLESS.*|LONG_.*|LARGE.*|MANY_FIELDS")
  void isRefusedByteByByteToo(RefusedRequest refused) {
    edge.origin().log().clear();
    try (RawClient client = edge.client()) {
      for (char each : (refused.bytes() + FOLLOWER).toCharArray()) {
        if (!client.trySend(String.valueOf(each))) {
          break;
        }
      }
      assertRefused(client, refused.status());
    }
    assertForwarded(0);
    edge.assertServesOthers();
  }

  /** The head is good, so it may be forwarded; the broken body never ends at the backend. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "size\r\nhello\r\n0\r\n\r\n",
        "\r\nhello\r\n0\r\n\r\n",
        "0x5\r\nhello\r\n0\r\n\r\n",
        "+5\r\nhello\r\n0\r\n\r\n",
        "-5\r\nhello\r\n0\r\n\r\n",
        " 5\r\nhello\r\n0\r\n\r\n",
        "5 \r\nhello\r\n0\r\n\r\n",
        "5\nhello\r\n0\r\n\r\n",
        "5\rhello\r\n0\r\n\r\n",
        "5\r\nhello\n0\r\n\r\n",
        "5\r\nhelloX\r\n0\r\n\r\n",
        "5\r\nhello0\r\n\r\n",
        "fffffffffffffffff5\r\nhello\r\n0\r\n\r\n",
        "10000000000000005\r\nhello\r\n0\r\n\r\n",
        "00000000000000000005\r\nhello\r\n0\r\n\r\n",
        "5;x\nhello\r\n0\r\n\r\n",
        "5;x\rY\r\nhello\r\n0\r\n\r\n",
        "5;x=\u0000\r\nhello\r\n0\r\n\r\n",
        "5 ;x\r\nhello\r\n0\r\n\r\n",
        "5;\nhello\r\n0\r\n\r\n",
        "5;x=\"\n\"\r\nhello\r\n0\r\n\r\n",
        "5;a=\"\r\nhello\r\n0\r\n\r\n",
        "5;a=\"\r\n\"\r\nhello\r\n0\r\n\r\n",
        "5;a=\"\\\"\r\nhello\r\n0\r\n\r\n",
        "5;a=\"b\\\r\n\"\r\nhello\r\n0\r\n\r\n",
        "5;x\u00e4\r\nhello\r\n0\r\n\r\n",
        "5,5\r\nhello\r\n0\r\n\r\n",
        "5_0\r\nhello\r\n0\r\n\r\n",
        "\u00b25\r\nhello\r\n0\r\n\r\n",
        "5\r\nhello\r\n\r\n0\r\n\r\n",
        "5\r\nhello\r\n-0\r\n\r\n",
        "5\r\nhello\r\n0;\n\r\n",
        "5\r\nhello\r\n0\r\n: 1\r\n\r\n",
        "5\r\nhello\r\n0\r\nX-A: \u0000\r\n\r\n",
        "5\r\nhello\r\n0\r\nX-A: 1\rX-B: 2\r\n\r\n",
        "5\r\nhello\r\n0\r\nX-A\r\n\r\n",
        "5\r\nhello\r\n0\r\nX-A : 1\r\n\r\n",
        "5\r\nhello\r\n0\r\nX-A: 1\r\n 2\r\n\r\n",
        "5\r\nhello\r\n0\r\nX-A: 1\n\r\n",
        "5\r\nhello\r\n0\r\n\n",
        "5\r\nhello\r\n0\n\r\n"
      })
  void aBrokenChunkIsRefused(String body) {
    assertBrokenBody(body);
  }

  @Test
  void extensionsAndTrailersWithoutEndAreRefused() {
    assertBrokenBody("5;" + "x".repeat(300) + "\r\nhello\r\n0\r\n\r\n");
    assertBrokenBody("5\r\nhello\r\n0\r\nX-A: " + "a".repeat(64 << 10));
    assertBrokenBody("5\r\nhello\r\n0\r\n" + "X: 1\r\n".repeat(33) + "\r\n");
  }

  @Test
  void bytesBehindARequestAreTheNextRequestAndNothingElse() {
    edge.origin().log().clear();
    try (RawClient client = edge.client()) {
      client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcdef");
      assertEquals(200, client.readResponse().status());
      client.send(" / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(200, client.readResponse().status(), "a method named def is a method");
      assertEquals("def", edge.origin().requests().get(1).method());
      assertEquals("abc", edge.origin().requests().get(0).body().text());
    }
  }

  @Test
  void aPathWithTwoReadingsIsRefusedAndItsConnectionKept() {
    edge.origin().log().clear();
    try (RawClient client = edge.client()) {
      client.send("GET /a%2f..%2f..%2fb HTTP/1.1\r\nHost: a\r\n\r\n");
      assertEquals(400, client.readResponse().status());
      assertEquals(0, edge.origin().executions());
      edge.assertServes(client);
    }
  }

  /** Nothing that would be half a request, or none, came to the origin either. */
  private static void assertForwarded(int requests) {
    assertEquals(requests, edge.origin().executions(), edge.origin().requests()::toString);
    assertEquals(0, edge.origin().log().truncatedRequests());
    assertEquals(List.of(), edge.origin().log().malformedRequests());
  }

  private static void assertBrokenBody(String body) {
    edge.origin().log().clear();
    try (RawClient client = edge.client()) {
      client.trySend(
          "POST /up HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body + FOLLOWER);
      assertRefused(client, 400);
    }
    edge.awaitQuiet();
    Await.until(
        "the origin knows of the cut, which it counts",
        Edge.SOON,
        () -> edge.origin().connectionsOpen() == edge.app().connections());
    assertEquals(0, edge.origin().executions(), "a broken body must not look whole");
    edge.assertServesOthers();
  }

  private static void assertRefused(RawClient client, int status) {
    RawResponse answer = client.readResponse();
    assertEquals(status, answer.status(), answer::toString);
    assertTrue(answer.complete(), answer::detail);
    assertEquals("close", answer.header("Connection"));
    assertEquals(0, client.readUntilClose().bytes().length(), "an answer to a smuggled request");
  }
}
