package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A login of the connection at one of two sides, and behind a proxy. */
class ConnectionLoginSidesTest {
  private static final int TRIES = 20;

  private final RawOrigin legacy = RawOrigin.start("legacy", new LoginOrigin());
  private final RawOrigin moved = RawOrigin.start("new", new LoginOrigin());

  @AfterEach
  void stop() {
    legacy.close();
    moved.close();
  }

  private TestProxy proxy(String share, String more) {
    return TestProxy.start(
        legacy,
        moved,
        """
        backends: { monolith: LEGACY, pages: NEW }
        legacy: monolith
        routes:
          - { name: pages, match: { path: /** }, new: pages, share: %s %s }
        """
            .formatted(share, more));
  }

  private static LoginClient user(TestProxy proxy, String name) {
    return new LoginClient(proxy.client(), name);
  }

  @Test
  void aLoginGoesOnAtTheSideThatBeganItThoughTheShareIsDrawnAnewEachTime() {
    try (TestProxy proxy = proxy("50%", "")) {
      for (int i = 0; i < TRIES; i++) {
        try (LoginClient anna = user(proxy, "anna")) {
          anna.logIn();
        }
      }
    }
  }

  @Test
  void whatNewAnswersInTheMidstOfALoginIsDelivered() {
    try (TestProxy proxy = proxy("100%", "");
        LoginClient anna = user(proxy, "anna")) {
      String proof = anna.begin();
      moved.behave(Answer.status(500).body("broken"));
      assertEquals("500 broken", LoginClient.say(anna.ask(proof)));
      assertEquals(0, legacy.executions());
      assertEquals("401 who?", LoginClient.say(anna.ask("")));
      assertEquals(1, legacy.executions());
    }
  }

  @Test
  void aLoginThatNewCutsIsNoFallback() {
    try (TestProxy proxy = proxy("100%", "");
        LoginClient anna = user(proxy, "anna")) {
      String proof = anna.begin();
      moved.behave(exchange -> exchange.wire().close());
      assertEquals(502, anna.ask(proof).status());
      assertEquals(0, legacy.executions());
      assertEquals("401 who?", LoginClient.say(anna.ask("")));
      assertEquals(1, legacy.executions());
    }
  }

  @Test
  void aLoginIsNotGivenToLegacyThoughTheBreakerOpensInItsMidst() {
    try (TestProxy proxy =
            proxy("100%", ", breaker: { minimum-calls: 2, window: 2, open-for: 10m }");
        LoginClient anna = user(proxy, "anna");
        LoginClient other = user(proxy, "other")) {
      String proof = anna.begin();
      moved.behave(Answer.status(500));
      for (int i = 0; i < 4; i++) {
        assertEquals("401 who?", LoginClient.say(other.ask("")));
      }
      int before = legacy.executions();
      assertEquals(503, anna.ask(proof).status());
      assertEquals(before, legacy.executions());
      anna.logIn();
      assertEquals(before + 3, legacy.executions());
    }
  }

  @Test
  void theKillSwitchHoldsInTheMidstOfALogin() throws Exception {
    try (TestProxy proxy = proxy("100%", "");
        LoginClient anna = user(proxy, "anna")) {
      String proof = anna.begin();
      String killed =
          """
          backends: { monolith: LEGACY, pages: NEW }
          legacy: monolith
          routes:
            - { name: pages, match: { path: /** }, new: pages, share: 100%, kill: true }
          """;
      proxy.banyan().reload(TestProxy.table(legacy, moved, killed)).get();
      assertEquals("401 who?", LoginClient.say(anna.ask(proof)));
      assertEquals(1, legacy.executions());
    }
  }

  @Test
  void aLoginBehindATrustedProxyIsRefused() {
    try (Edge edge =
            Edge.of(
                new LoginOrigin(),
                "trusted-proxies: [127.0.0.1]\nbackends: { app: LEGACY }\nlegacy: app\n");
        LoginClient proxy = new LoginClient(edge.client(), "anna")) {
      RawResponse refused = proxy.ask("");
      assertEquals(502, refused.status());
      assertEquals(502, proxy.ask("NTLM hello anna").status());
      edge.awaitNoBackendConnection();
      proxy.assertIsMe(proxy.ask("Negotiate anna"));
      edge.awaitNoBackendConnection();
      assertEquals(502, proxy.ask("").status());
    }
  }

  @Test
  void aLoginBehindATrustedProxyIsPassedOnWhereTheTableSaysSo() {
    try (Edge edge =
            Edge.of(
                new LoginOrigin(),
                """
                trusted-proxies: [127.0.0.1]
                backends: { app: { url: LEGACY, connection-auth: always } }
                legacy: app
                """);
        LoginClient anna = new LoginClient(edge.client(), "anna").logIn();
        LoginClient stranger = new LoginClient(edge.client(), "stranger")) {
      stranger.assertStranger();
      anna.assertKnown();
    }
  }
}
