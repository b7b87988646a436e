package dev.banyan.core.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields end at this hop (RFC 9110 section 7.6.1). */
class HopByHopTest {
  private static List<String> travelling(MessageHead head) {
    return IntStream.range(0, head.fieldCount())
        .filter(i -> !HopByHop.endsHere(head, i))
        .mapToObj(head::name)
        .toList();
  }

  @Test
  void connectionNominatesFieldsThatEndHere() {
    RequestHead head =
        Heads.get("a", "/", "Connection: close, X-Hop", "x-hop: 1", "x-hop-2: 2", "Via: 1.1 b");

    assertEquals(List.of("Host", "x-hop-2", "Via"), travelling(head));
  }

  @Test
  void everyConnectionLineNominates() {
    RequestHead head =
        Heads.get("a", "/", "A: 1", "Connection: ,a", "B: 1", "connection: x , b,", "C: 1");

    assertEquals(List.of("Host", "C"), travelling(head));
  }

  @Test
  void fieldsOfTheConnectionEndHereUnasked() {
    RequestHead head =
        Heads.get(
            "a",
            "/",
            "Keep-Alive: timeout=5",
            "Proxy-Connection: close",
            "TE: trailers",
            "Upgrade: h2c",
            "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
            "Content-Length: 0",
            "Proxy: http://evil.example/");

    assertEquals(List.of("Host"), travelling(head));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "Cache-Control",
        "Content-Encoding",
        "Content-Type",
        "Cookie",
        "Date",
        "Expect",
        "Forwarded",
        "Host",
        "Idempotency-Key",
        "If-Match",
        "Max-Forwards",
        "Origin",
        "Range",
        "Set-Cookie",
        "Via",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Port",
        "X-Forwarded-Proto",
        "X-Real-IP",
        "X-Request-Id"
      })
  void whatIsMeantForTheLastRecipientCannotBeNominated(String name) {
    ResponseHead head =
        Heads.response("HTTP/1.1 200 OK\nConnection: close, " + name + "\n" + name + ": 1\n");

    assertEquals(List.of(name), travelling(head));
  }

  /** RFC 9110 sections 11.7.1 to 11.7.3. */
  @ParameterizedTest
  @ValueSource(strings = {"Proxy-Authorization", "Proxy-Authenticate", "Proxy-Authentication-Info"})
  void whatIsMeantForTheNextProxyEndsWhereItIsNominated(String name) {
    String field = name + ": Basic x";

    assertEquals(List.of("Host"), travelling(Heads.get("a", "/", "Connection: " + name, field)));
    assertEquals(List.of("Host", name), travelling(Heads.get("a", "/", field)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X_Forwarded_For",
        "x_forwarded-for",
        "X-Forwarded_Host",
        "X_FORWARDED_PORT",
        "X_Forwarded_Proto",
        "X_Request_Id",
        "Content_Length",
        "Transfer_Encoding"
      })
  void anImitationWithUnderscoresEndsHere(String name) {
    assertEquals(List.of("Host"), travelling(Heads.get("a", "/", name + ": 1")));
  }

  @Test
  void whatConnectionNamesIsBounded() {
    String half = ",".repeat(512);
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    byte[] most =
        Ascii.bytes(
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: "
                + half
                + "\r\nconnection:"
                + half
                + "\r\n\r\n");
    byte[] more = Ascii.bytes("HTTP/1.1 200 OK\r\nConnection:" + half + half + ",\r\n\r\n");

    assertNotNull(parser.parseRequest(most, most.length));
    assertNull(parser.parseResponse(more, more.length));
    assertEquals(HeadViolation.LONG_CONNECTION, parser.violation());
  }

  @ParameterizedTest
  @ValueSource(strings = {"X_Forwarded_Fo", "X_Forwarded_Form", "X_Real_User", "Idempotency_Key"})
  void otherUnderscoresTravelOn(String name) {
    assertEquals(List.of("Host", name), travelling(Heads.get("a", "/", name + ": 1")));
  }
}
