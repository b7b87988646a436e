package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.HeaderLines;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields that a route sets, adds and removes, at both sides. */
class FieldEditsTest {
  private static RawOrigin legacy;
  private static RawOrigin moved;
  private static TestProxy proxy;

  @BeforeAll
  static void start() {
    legacy = RawOrigin.start("legacy", Edge.SIGNED);
    moved = RawOrigin.start("new", Edge.SIGNED);
    proxy =
        TestProxy.start(
            legacy,
            moved,
            """
            backends: { old: LEGACY, fresh: NEW }
            legacy: old
            defaults:
              timeout: 20s
              breaker: off
              headers: { response: { remove: Server, set: { X-Frame-Options: DENY } } }
            routes:
              - name: tenants
                match: { path: "/t/{tenant}/**" }
                headers:
                  request:
                    set:
                      X-Tenant: "{tenant}"
                      X-Below: "{**}"
                      X-Client: "{client-ip} {scheme}://{host}{path} {method} {query}"
                    add: { X-Seen: [banyan, "{request-id}"] }
                    remove: [X-Debug, Cookie]
                  response:
                    set: { X-Served-By: "{route} {side}" }
                    add: { X-Add: b }
                    remove: X-Powered-By
              - name: sides
                match: { path: /sides/** }
                new: fresh
                share: 100%
                headers:
                  request: { set: { X-Side: "{side}" } }
                  response: { set: { X-Side: "{side}" } }
            """);
  }

  @AfterAll
  static void stop() {
    proxy.close();
    legacy.close();
    moved.close();
  }

  @BeforeEach
  void forget() {
    legacy.log().clear();
    moved.log().clear();
    legacy.behave(Edge.SIGNED);
    moved.behave(Edge.SIGNED);
  }

  @Test
  void fieldsOfARequestAreSetAddedAndRemoved() {
    try (RawClient client = proxy.client()) {
      client.send(
          "GET /t/acme/a/b?q=1 HTTP/1.1\r\nHost: shop.example:81\r\nx-tenant: forged\r\nX-DEBUG:"
              + " 1\r\nX-Seen: client\r\nX_Tenant: again\r\nCookie: a=b\r\nX-Kept: 1\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(200, answer.status());
      HeaderLines seen = legacy.requests().get(0).headers();
      assertEquals(List.of("acme"), seen.values("X-Tenant"));
      assertFalse(seen.has("X_Tenant"), "a gateway interface takes it for the same");
      assertEquals(List.of("a/b"), seen.values("X-Below"));
      assertEquals(
          List.of("127.0.0.1 http://shop.example/t/acme/a/b GET q=1"), seen.values("X-Client"));
      assertEquals(
          List.of("client", "banyan", answer.header("X-Request-ID")), seen.values("X-Seen"));
      assertEquals(List.of("1"), seen.values("X-Kept"));
      assertEquals(List.of("shop.example:81"), seen.values("Host"));
      assertFalse(seen.has("X-Debug"));
      assertFalse(seen.has("Cookie"));
      assertServes(client);
    }
  }

  @Test
  void fieldsOfAnAnswerAreSetAddedAndRemoved() {
    legacy.behave(
        Behaviors.signed(
            Answer.ok("hello")
                .header("Server", "old/1.0")
                .header("x-powered-by", "old")
                .header("X-Add", "a")
                .header("X-Frame-Options", "ALLOW")
                .header("X-Kept", "1")));
    try (RawClient client = proxy.client()) {
      client.send("GET /t/acme HTTP/1.1\r\nHost: a\r\n\r\n");
      RawResponse answer = client.readResponse();
      HeaderLines seen = answer.headers();
      assertEquals("hello", answer.text());
      assertEquals(List.of("tenants legacy"), seen.values("X-Served-By"));
      assertEquals(List.of("a", "b"), seen.values("X-Add"));
      assertEquals(List.of("DENY"), seen.values("X-Frame-Options"));
      assertEquals(List.of("1"), seen.values("X-Kept"));
      assertFalse(seen.has("Server"));
      assertFalse(seen.has("X-Powered-By"));
      assertServes(client);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /t/%0d%0aX-Evil:1/x        | %0d%0aX-Evil:1
          /t/%00/x                   | %00
          /t/a%3Fb%23c/x             | a%3Fb%23c
          /t/caf%c3%a9/x             | caf%c3%a9
          /t/\u00c3\u00a9/x          | \u00c3\u00a9
          /t/a;v=1/x                 | a;v=1
          /t/a/../b/x                | 400
          /t/a%2Fb/x                 | 400
          /t/a\\b/x                  | 400
          """)
  void aSegmentStandsInAFieldAsItStoodInThePath(String target, String value) {
    try (RawClient client = proxy.client()) {
      client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
      boolean refused = value.equals("400");
      assertEquals(refused ? 400 : 200, client.readResponse().status());
      assertEquals(
          refused ? List.of() : List.of(value),
          legacy.requests().stream()
              .flatMap(seen -> seen.headers().values("X-Tenant").stream())
              .toList());
      assertTrue(legacy.requests().stream().noneMatch(seen -> seen.headers().has("X-Evil")));
      assertServes(client);
    }
  }

  @Test
  void aFieldThatIsSetOrRemovedDoesNotComeAsATrailer() {
    try (RawClient client = proxy.client()) {
      client.send("POST /t/acme HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("2\r\nhi\r\n0\r\nX-Tenant: forged\r\nX-Sum: 1\r\nx-debug: 1\r\n\r\n");
      assertEquals(200, client.readResponse().status());
      assertEquals(List.of("X-Sum: 1"), legacy.requests().get(0).body().trailers().lines());
      assertServes(client);
    }
  }

  @Test
  void aFallbackNamesTheSideThatAnswers() {
    moved.behave(Answer.status(500));
    try (RawClient client = proxy.client()) {
      client.send("GET /sides/a HTTP/1.1\r\nHost: a\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals("legacy", answer.header("X-Side"));
      assertEquals(List.of("new"), moved.requests().get(0).headers().values("X-Side"));
      assertEquals(List.of("legacy"), legacy.requests().get(0).headers().values("X-Side"));
      assertServes(client);
    }
  }

  @Test
  void anErrorOfBanyansOwnHasTheFieldsOfTheRoute() {
    legacy.behave(Failures.resetBeforeHead());
    try (RawClient client = proxy.client()) {
      client.send("POST /t/acme HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
      RawResponse answer = client.readResponse();
      assertEquals(502, answer.status());
      assertEquals("tenants none", answer.header("X-Served-By"));
      assertEquals("DENY", answer.header("X-Frame-Options"));
    }
  }

  private static void assertServes(RawClient client) {
    client.send("GET /next HTTP/1.1\r\nHost: a\r\nX-Request-Key: next\r\n\r\n");
    RawResponse answer = client.readResponse();
    assertEquals(200, answer.status());
    assertEquals("next", answer.header("X-Request-Key"));
  }
}
