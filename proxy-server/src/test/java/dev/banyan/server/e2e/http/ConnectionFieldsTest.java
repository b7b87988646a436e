package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.RecordedRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a peer can do with the fields of a connection: end a field of its own here, and nothing else
 * (RFC 9110 section 7.6.1).
 */
@SuppressWarnings("StringConcatToTextBlock") // the lines end with CRLF
class ConnectionFieldsTest {
  private static Edge edge;

  @BeforeAll
  static void start() {
    edge = Edge.of(Edge.SIGNED);
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @BeforeEach
  void forget() {
    edge.origin().behave(Edge.SIGNED);
    edge.origin().log().clear();
  }

  private static RecordedRequest forwarded(String fields) {
    try (RawClient client = edge.client()) {
      client.send("GET /a HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
      assertEquals(200, client.readResponse().status());
      edge.assertServes(client);
    }
    return edge.origin().requests().get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Basic x",
        "Cache-Control: no-store",
        "Content-Type: a/b",
        "Cookie: session=1",
        "Idempotency-Key: 1",
        "If-Match: \"1\"",
        "Origin: https://shop.example",
        "Range: bytes=0-1"
      })
  void aClientCannotTakeAwayWhatTheApplicationTrusts(String field) {
    String name = field.substring(0, field.indexOf(':'));
    RecordedRequest seen = forwarded("Connection: keep-alive, " + name + "\r\n" + field + "\r\n");

    assertEquals(1, seen.headers().values(name).size());
    assertFalse(seen.headers().has("Connection"));
  }

  @Test
  void credentialsForAProxyEndHereWhereTheyAreNominated() {
    String field = "Proxy-Authorization: Basic x\r\n";
    RecordedRequest seen = forwarded("Connection: Proxy-Authorization\r\n" + field);
    assertFalse(seen.headers().has("Proxy-Authorization"));

    edge.origin().log().clear();
    assertEquals(List.of("Basic x"), forwarded(field).headers().values("Proxy-Authorization"));
  }

  @Test
  void aClientCannotTakeAwayHostAndLength() {
    try (RawClient client = edge.client()) {
      client.send(
          "POST /a HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 5\r\n"
              + "Connection: Host, Content-Length\r\n\r\nhello");
      assertEquals(200, client.readResponse().status());
      edge.assertServes(client);
    }
    RecordedRequest seen = edge.origin().requests().get(0);
    assertEquals(List.of("shop.example"), seen.headers().values("Host"));
    assertEquals("hello", seen.body().text());
  }

  @Test
  void aClientCannotTakeAwayTheChunks() {
    try (RawClient client = edge.client()) {
      client.send(
          "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
              + "Connection: Transfer-Encoding\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      edge.assertServes(client);
    }
    assertEquals("hello", edge.origin().requests().get(0).body().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X_Forwarded_For: 192.0.2.1",
        "x_forwarded-proto: https",
        "X-Forwarded_Host: evil.example",
        "X_FORWARDED_PORT: 1",
        "X_Request_Id: 1",
        "Content_Length: 5",
        "Transfer_Encoding: chunked"
      })
  void anImitationWithUnderscoresIsNotForwarded(String field) {
    RecordedRequest seen = forwarded(field + "\r\nX_Own: 1\r\n");

    assertFalse(seen.headers().has(field.substring(0, field.indexOf(':'))));
    assertEquals(List.of("1"), seen.headers().values("X_Own"));
  }

  @Test
  void anUpgradeToHttp2IsNotForwarded() {
    RecordedRequest seen =
        forwarded(
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n");

    assertFalse(seen.headers().has("Upgrade"));
    assertFalse(seen.headers().has("HTTP2-Settings"));
    assertFalse(seen.headers().has("Connection"));
  }

  @Test
  void anUpgradeToHttp2WithoutNominationIsNotForwarded() {
    RecordedRequest seen = forwarded("Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n");

    assertFalse(seen.headers().has("Upgrade"));
    assertFalse(seen.headers().has("HTTP2-Settings"));
  }

  @Test
  void aWebSocketIsAskedForAsAPlainPage() {
    RecordedRequest seen =
        forwarded(
            "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");

    assertFalse(seen.headers().has("Upgrade"));
    assertFalse(seen.headers().has("Connection"));
    assertTrue(seen.headers().has("Sec-WebSocket-Key"));
  }

  @Test
  void aFieldThatScriptsReadAsTheirProxyIsNotForwarded() {
    assertFalse(forwarded("Proxy: http://evil.example/\r\n").headers().has("Proxy"));
  }

  @Test
  void aTrailerThatIsNominatedOrImitatesEndsHere() {
    try (RawClient client = edge.client()) {
      client.send(
          "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: X-Hop\r\n\r\n"
              + "0\r\nX-Hop: 1\r\nX_Forwarded_For: 192.0.2.1\r\nOrigin: x\r\nX-Sum: 1\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      edge.assertServes(client);
    }
    assertEquals(List.of("X-Sum: 1"), edge.origin().requests().get(0).body().trailers().lines());
  }

  @Test
  void aBackendCannotTakeAwayWhatTheClientNeeds() {
    edge.origin()
        .behave(
            Answer.ok("hello")
                .header("Set-Cookie", "a=1")
                .header("Cache-Control", "no-store")
                .header("Content-Encoding", "br")
                .header("Vary", "Cookie")
                .header("X-Gone", "1")
                .header("Connection", "Set-Cookie, Cache-Control, content-encoding, Vary, x-gone"));
    try (RawClient client = edge.client()) {
      RawResponse answer = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readResponse();
      assertEquals("a=1", answer.header("Set-Cookie"));
      assertEquals("no-store", answer.header("Cache-Control"));
      assertEquals("br", answer.header("Content-Encoding"));
      assertEquals("Cookie", answer.header("Vary"));
      assertFalse(answer.headers().has("X-Gone"));
      assertFalse(answer.headers().has("Connection"));
      edge.origin().behave(Edge.SIGNED);
      edge.assertServes(client);
    }
  }
}
