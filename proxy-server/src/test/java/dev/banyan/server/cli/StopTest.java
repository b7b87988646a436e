package dev.banyan.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.Failures;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stopping a real process: in good order at the first signal, at once at the second. */
@Tag("slow")
class StopTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final CountDownLatch finish = new CountDownLatch(1);
  private final RawOrigin origin =
      RawOrigin.start(
          Behaviors.when(
              exchange -> exchange.target().equals("/slow"),
              exchange -> {
                exchange.readBody();
                while (finish.getCount() > 0) {
                  exchange.wire().pause(Duration.ofMillis(5));
                }
                Answer.ok("late").handle(exchange);
              },
              Behaviors.when(
                  exchange -> exchange.target().equals("/hang"),
                  Failures.hang(),
                  Answer.ok("here"))));

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    finish.countDown();
    origin.close();
  }

  @Test
  void aStopGoesStepByStepAndCutsNothingThatIsDoneInTime() throws Exception {
    try (ForkedBanyan banyan = run("4s", "60s")) {
      int port = port(banyan, "listening");
      int admin = port(banyan, "admin");
      try (RawClient idle = RawClient.connect(port);
          RawClient busy = RawClient.connect(port)) {
        assertEquals("here", ask(idle, "/").text());
        assertEquals(200, ready(admin));
        busy.send(get("/slow"));
        origin.awaitRequests(2, SOON);

        long told = System.nanoTime();
        banyan.signal("TERM");
        Await.until("readiness is off", SOON, () -> ready(admin) == 503);
        try (RawClient late = RawClient.connect(port)) {
          RawResponse answer = ask(late, "/");
          assertEquals("here", answer.text());
          assertEquals("close", answer.header("Connection"));
          assertEquals(0, late.readUntilClose().bytes().length());
        }
        assertEquals(0, idle.timeout(SOON).readUntilClose().bytes().length(), "idle ones end");
        Await.until("nobody can connect", SOON, () -> !connects(port));
        long millis = (System.nanoTime() - told) / 1_000_000;
        assertTrue(millis >= 4_000, "drain-delay took " + millis + " ms");
        finish.countDown();
        RawResponse last = busy.timeout(SOON).readResponse();
        assertEquals("late", last.text());
        assertEquals("close", last.header("Connection"));
      }
      assertEquals(0, banyan.awaitExit(), banyan::messages);
      assertTrue(banyan.messages().endsWith(" INFO  stopped\n"), banyan::messages);
    }
  }

  @Test
  void whatIsNotDoneInTimeIsCutAndCountedInTheLastLine() throws Exception {
    try (ForkedBanyan banyan = run("0s", "1s")) {
      int port = port(banyan, "listening");
      try (RawClient one = RawClient.connect(port).send(get("/hang"));
          RawClient two = RawClient.connect(port).send(get("/hang"))) {
        origin.awaitRequests(2, SOON);
        banyan.signal("TERM");

        assertEquals(503, one.timeout(SOON).readResponse().status());
        assertEquals(503, two.timeout(SOON).readResponse().status());
      }
      assertEquals(0, banyan.awaitExit(), banyan::messages);
      assertTrue(banyan.messages().endsWith(" WARN  stopped; requests cut: 2\n"), banyan::messages);
    }
  }

  @Test
  void aSecondSignalStopsAtOnceAndCountsWhatItCuts() throws Exception {
    try (ForkedBanyan banyan = run("30m", "30m")) {
      int port = port(banyan, "listening");
      try (RawClient client = RawClient.connect(port).send(get("/hang"))) {
        origin.awaitRequests(1, SOON);
        banyan.signal("TERM");
        banyan.awaitMessage("stopping: finishing what is in flight");
        banyan.signal("TERM");

        assertEquals(0, banyan.awaitExit(), banyan::messages);
        assertEquals(503, client.timeout(SOON).readResponse().status());
      }
      banyan.awaitMessage("stopping at once");
      assertTrue(banyan.messages().endsWith(" WARN  stopped; requests cut: 1\n"), banyan::messages);
    }
  }

  private static RawResponse ask(RawClient client, String path) {
    return client.timeout(SOON).send(get(path)).readResponse();
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: shop\r\n\r\n";
  }

  private static int ready(int admin) {
    try (RawClient client = RawClient.connect(admin)) {
      return ask(client, "/readyz").status();
    }
  }

  private static boolean connects(int port) {
    try {
      RawClient.connect(port).close();
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static int port(ForkedBanyan banyan, String what) {
    return Integer.parseInt(banyan.awaitMessage(what + " on 127\\.0\\.0\\.1:([0-9]+)"));
  }

  private ForkedBanyan run(String delay, String drain) throws IOException {
    String table =
        """
        listen: 127.0.0.1:0
        admin: 127.0.0.1:0
        access-log: off
        drain-delay: %s
        drain: %s
        backends: { old: 'http://127.0.0.1:%d' }
        legacy: old
        """
            .formatted(delay, drain, origin.port());
    Path file = Files.writeString(folder.resolve("routes.yaml"), table);
    return ForkedBanyan.start(folder, "run", file.toString());
  }
}
