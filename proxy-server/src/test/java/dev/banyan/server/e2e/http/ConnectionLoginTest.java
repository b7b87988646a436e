package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Aside;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.WaitingTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backend that knows its users by their connections: NTLM and Negotiate (RFC 4559). */
class ConnectionLoginTest {
  private static final int TRIES = 10;
  private static final String KEPT = "idle-timeout: 10m";

  private static LoginClient user(Edge edge, String name) {
    return new LoginClient(edge.client(), name);
  }

  @Test
  void aStrangerIsNeverServedAsAnother() {
    try (Edge edge = Edge.of(new LoginOrigin())) {
      for (int i = 0; i < TRIES; i++) {
        try (LoginClient anna = user(edge, "anna" + i).logIn();
            LoginClient stranger = user(edge, "stranger")) {
          stranger.assertStranger();
          anna.assertKnown();
          stranger.assertStranger();
        }
        try (LoginClient late = user(edge, "late")) {
          late.assertStranger();
        }
      }
    }
  }

  @Test
  void sixWhoLogInTogetherStayThemselves() {
    try (Edge edge = Edge.of(new LoginOrigin())) {
      List<CompletableFuture<Integer>> all = new ArrayList<>();
      for (String name : List.of("anna", "ben", "cleo", "dan", "eve", "fritz")) {
        all.add(
            Aside.run(
                name,
                () -> {
                  try (LoginClient client = user(edge, name).logIn()) {
                    for (int i = 0; i < 20; i++) {
                      client.assertKnown();
                    }
                    return 20;
                  }
                }));
      }
      all.forEach(CompletableFuture::join);
    }
  }

  @Test
  void negotiateInOneRoundBindsTheConnectionToo() {
    try (Edge edge = Edge.of(new LoginOrigin())) {
      for (int i = 0; i < TRIES; i++) {
        try (LoginClient anna = user(edge, "anna");
            LoginClient stranger = user(edge, "stranger")) {
          anna.assertIsMe(anna.ask("nEGOTIATE anna"));
          stranger.assertStranger();
          anna.assertKnown();
        }
      }
    }
  }

  @Test
  void whoIsKnownMayPipeline() {
    try (Edge edge = Edge.of(new LoginOrigin());
        LoginClient anna = user(edge, "anna").logIn();
        LoginClient stranger = user(edge, "stranger")) {
      anna.send("HEAD", "");
      anna.send("GET", "");
      anna.send("HEAD", "");
      anna.send("GET", "");
      stranger.assertStranger();
      for (int i = 0; i < 2; i++) {
        assertEquals(200, anna.raw().readResponseToHead().status());
        anna.assertIsMe(anna.raw().readResponse());
      }
    }
  }

  /** What follows on it is the same user's: no rule that guards others may end it. */
  @ParameterizedTest
  @CsvSource({"safe, 1", "always, 1", "never, 2"})
  void aLoginKeepsItsConnectionBehindHeadsAndLargeBodies(String reuse, int connections) {
    try (Edge edge = Edge.backend(new LoginOrigin(), "reuse: " + reuse);
        LoginClient anna = user(edge, "anna")) {
      anna.assertStranger();
      assertEquals(401, anna.upload("NTLM nothing yet", 40 << 10).status());
      String proof = anna.begin();
      anna.send("HEAD", "");
      assertEquals(401, anna.raw().readResponseToHead().status());
      anna.assertIsMe(anna.upload(proof, 40 << 10));
      anna.send("HEAD", "");
      assertEquals(200, anna.raw().readResponseToHead().status());
      anna.assertKnown();
      assertEquals(connections, edge.origin().connectionsAccepted());
    }
  }

  @Test
  void anAnswerWithoutCredentialsBindsItsConnectionByItsChallenge() {
    try (Edge edge = Edge.of(new LoginOrigin());
        LoginClient anna = user(edge, "anna")) {
      anna.assertStranger();
      anna.assertStranger();
      assertEquals(1, edge.origin().connectionsAccepted());
      try (LoginClient ben = user(edge, "ben")) {
        ben.assertStranger();
        assertEquals(2, edge.origin().connectionsAccepted());
      }
    }
  }

  @Test
  void theConnectionEndsWithItsClient() {
    try (Edge edge = Edge.backend(new LoginOrigin(), KEPT)) {
      LoginClient anna = user(edge, "anna").logIn();
      assertEquals(1, edge.app().connections());
      anna.close();
      edge.awaitNoBackendConnection();
    }
  }

  @Test
  void aClientThatLeavesInMidHandshakeTakesItsConnectionAlong() {
    try (Edge edge = Edge.backend(new LoginOrigin(), KEPT)) {
      LoginClient anna = user(edge, "anna");
      anna.begin();
      anna.raw().reset();
      edge.awaitNoBackendConnection();
    }
  }

  @Test
  void theConnectionEndsAtItsIdleTimeOut() {
    try (Edge edge = Edge.backend(new LoginOrigin(), "idle-timeout: 200ms");
        LoginClient anna = user(edge, "anna").logIn()) {
      edge.awaitNoBackendConnection();
      anna.assertStranger();
      anna.logIn();
    }
  }

  @Test
  @WaitingTest
  void aWriteGoesOnTheUsersConnectionHoweverLongItWasUnused() throws InterruptedException {
    try (Edge edge = Edge.of(new LoginOrigin());
        LoginClient anna = user(edge, "anna").logIn()) {
      Thread.sleep(1_200);
      anna.send("DELETE", "");
      anna.assertIsMe(anna.raw().readResponse());
      assertEquals(1, edge.origin().connectionsAccepted());
    }
  }

  @Test
  void aRequestThatDiesOnTheUsersConnectionIsNotSentAgain() {
    try (Edge edge = Edge.of(new LoginOrigin());
        LoginClient anna = user(edge, "anna").logIn()) {
      edge.origin().behave(exchange -> exchange.wire().close());
      int before = edge.origin().connectionsAccepted();
      assertEquals(502, anna.ask("").status());
      assertEquals(before, edge.origin().connectionsAccepted());
      edge.origin().behave(new LoginOrigin());
      anna.logIn();
    }
  }

  @Test
  void whatIsUnusedYieldsToOthersWhereNoPlaceIsLeft() {
    try (Edge edge = Edge.backend(new LoginOrigin(), "max-connections: 1");
        LoginClient anna = user(edge, "anna").logIn();
        LoginClient ben = user(edge, "ben").logIn()) {
      anna.assertStranger();
      ben.assertStranger();
      anna.logIn();
      assertEquals(1, edge.app().connections());
    }
  }

  @Test
  void aBackendWithoutLoginSharesItsConnectionsAsEver() {
    try (Edge edge = Edge.of(Answer.ok("hello"))) {
      for (int i = 0; i < 4; i++) {
        try (RawClient client = edge.client()) {
          client.send(
              """
              GET / HTTP/1.1\r
              Host: a\r
              Authorization: Basic YTpi\r
              Connection: close\r
              \r
              """);
          assertEquals(200, client.readResponse().status());
        }
      }
      edge.awaitQuiet();
      assertTrue(edge.origin().connectionsAccepted() <= 2, "one for each event loop");
      Await.until("it is unused", Edge.SOON, () -> edge.app().idleConnections() > 0);
    }
  }
}
