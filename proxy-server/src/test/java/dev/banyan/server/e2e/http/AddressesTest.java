package dev.banyan.server.e2e.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Behavior;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No answer sends a client to the address of a backend, whichever side gives it. */
class AddressesTest {
  private static final String TABLE =
      """
      backends: { old: { url: LEGACY, KEYS }, fresh: { url: NEW, KEYS } }
      legacy: old
      routes: [{ name: main, match: { path: /moved/** }, new: fresh, share: 100%, timeout: 20s }]
      """;

  private final RawOrigin legacy = RawOrigin.start("legacy", Answer.ok("from legacy"));
  private final RawOrigin moved = RawOrigin.start("new", Answer.ok("from new"));

  @AfterEach
  void close() {
    legacy.close();
    moved.close();
  }

  private TestProxy proxy(String keys) {
    return TestProxy.start(legacy, moved, TABLE.replace("KEYS", keys));
  }

  private static String at(RawOrigin origin) {
    return "127.0.0.1:" + origin.port();
  }

  private String filledIn(String text) {
    return text.replace("LEGACY", at(legacy)).replace("NEW", at(moved));
  }

  private static RawResponse ask(RawClient client, String path) {
    client.send("GET " + path + " HTTP/1.1\r\nHost: shop.example:81\r\n\r\n");
    return client.readResponse();
  }

  private static Behavior redirect(String location) {
    return Answer.status(302).header("Location", location);
  }

  @ParameterizedTest
  @CsvSource({
    "keep, /moved/a, NEW",
    "keep, /moved/a, LEGACY",
    "keep, /a, LEGACY",
    "rewrite, /moved/a, NEW",
    "rewrite, /a, LEGACY"
  })
  void aRedirectToABackendLeadsToThePublicAddress(String host, String path, String target) {
    Behavior redirect = redirect(filledIn("http://" + target + "/moved/b?c#d"));
    legacy.behave(redirect);
    moved.behave(redirect);
    try (TestProxy proxy = proxy("host: " + host);
        RawClient client = proxy.client()) {
      assertEquals("http://shop.example:81/moved/b?c#d", ask(client, path).header("Location"));
      moved.behave(Answer.ok("from new"));
      assertEquals("from new", ask(client, "/moved/b?c").text());
    }
  }

  @Test
  void theAnswerOfLegacyAfterAFailureOfNewIsLegacysAlone() {
    moved.behave(
        Answer.status(503)
            .header("Location", filledIn("http://NEW/failed"))
            .header("Set-Cookie", "new=1; Domain=127.0.0.1"));
    legacy.behave(
        Answer.status(302)
            .header("Set-Cookie", "old=1; Path=/; Domain=127.0.0.1; HttpOnly")
            .header("Location", filledIn("http://LEGACY/moved/login")));
    try (TestProxy proxy = proxy("timeout: 20s");
        RawClient client = proxy.client()) {
      RawResponse answer = ask(client, "/moved/a");
      assertEquals(302, answer.status());
      assertEquals(
          List.of("http://shop.example:81/moved/login"), answer.headers().values("Location"));
      assertEquals(List.of("old=1; Path=/; HttpOnly"), answer.headers().values("Set-Cookie"));
      assertEquals(1, moved.executions());
      legacy.behave(Answer.ok("from legacy"));
      assertEquals("from legacy", ask(client, "/moved/login").text());
    }
  }

  @Test
  void everyOtherByteOfTheHeadStaysWhereItWas() {
    String sent =
        filledIn(
            """
            HTTP/1.1 201 Made\r
            Set-Cookie: a=1; domain=127.0.0.1\r
            X-A:  1 \t\r
            set-COOKIE:b=2;Path=/ ;Secure\r
            LOCATION:\t http://NEW/moved/b \t\r
            Set-Cookie: a=1; Domain=127.0.0.1; Path=/\r
            Content-Location: http://LEGACY\r
            Set-Cookie: d=http://NEW/\r
            X-Location: http://NEW/\r
            Link: <http://NEW/a>\r
            Refresh: 5; url='http://NEW/c'\r
            Date: x\r
            Content-Length: 2\r
            \r
            ok\
            """);
    String expected =
        filledIn(
            """
            HTTP/1.1 201 Made\r
            Set-Cookie: a=1\r
            X-A:  1 \t\r
            set-COOKIE:b=2;Path=/ ;Secure\r
            LOCATION:\t http://shop.example:81/moved/b \t\r
            Set-Cookie: a=1; Path=/\r
            Content-Location: http://shop.example:81\r
            Set-Cookie: d=http://NEW/\r
            X-Location: http://NEW/\r
            Link: <http://NEW/a>\r
            Refresh: 5; url='http://shop.example:81/c'\r
            Date: x\r
            """);
    moved.behave(exchange -> exchange.wire().write(sent));
    try (TestProxy proxy = proxy("timeout: 20s");
        RawClient client = proxy.client()) {
      client.send("GET /moved/a HTTP/1.1\r\nHost: shop.example:81\r\n\r\n");
      byte[] received = client.readBytes(expected.length());
      assertEquals(expected, new String(received, ISO_8859_1));
    }
  }

  @Test
  void aClientThatNamedNoHostIsGivenThePath() {
    legacy.behave(redirect(filledIn("http://LEGACY/b")));
    try (TestProxy proxy = proxy("timeout: 20s");
        RawClient client = proxy.client()) {
      client.send("GET /a HTTP/1.0\r\n\r\n");
      assertEquals("/b", client.readResponse().header("Location"));
    }
  }

  @Test
  void theSchemeIsTheOneThatTheClientUsedAtATrustedProxy() {
    legacy.behave(redirect(filledIn("http://LEGACY/b")));
    String trusted = "trusted-proxies: [127.0.0.1]\n" + TABLE.replace("KEYS", "timeout: 20s");
    try (TestProxy proxy = TestProxy.start(legacy, moved, trusted);
        RawClient client = proxy.client()) {
      client.send(
          """
          GET /a HTTP/1.1\r
          Host: inner\r
          X-Forwarded-Proto: https\r
          X-Forwarded-Host: shop.example\r
          \r
          """);
      assertEquals("https://shop.example/b", client.readResponse().header("Location"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/relative",
    "relative",
    "http://other.example/",
    "http://LEGACY.evil.example/",
    "http://user@LEGACY/",
    "http://127.0.0.1/",
    "https://shop.example/"
  })
  void otherRedirectsStayAsTheyAre(String location) {
    String sent = filledIn(location);
    legacy.behave(redirect(sent));
    try (TestProxy proxy = proxy("timeout: 20s");
        RawClient client = proxy.client()) {
      assertEquals(sent, ask(client, "/a").header("Location"));
      assertEquals(sent, ask(client, "/a").header("Location"));
    }
  }
}
