package dev.banyan.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.telemetry.MetricsText;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that may have few files open, and more clients than that. */
@Tag("slow")
class OutOfFilesTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int FILES = 256;
  private static final int CLIENTS = 400;
  private static final long PAUSE_MILLIS = 100;

  private final RawOrigin origin = RawOrigin.start(Answer.ok("here"));
  private final List<RawClient> clients = new ArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    clients.forEach(RawClient::close);
    origin.close();
  }

  @Test
  void acceptingPausesRequestsGet503AndAllIsWellOnceClientsLeave() throws Exception {
    ForkedBanyan.Setting few = new ForkedBanyan.Setting(List.of("-Xmx256m"), FILES);
    try (ForkedBanyan banyan = ForkedBanyan.start(folder, few, "run", table().toString())) {
      int port = port(banyan, "listening");
      int adminPort = port(banyan, "admin");
      RawClient admin = RawClient.connect(adminPort).timeout(SOON);
      clients.add(admin);
      RawClient first = RawClient.connect(port).timeout(SOON);
      clients.add(first);
      assertEquals("here", ask(first).text());
      metrics(admin);
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(RawClient.connect(port));
      }

      Await.until("files have run out", SOON, () -> pauses(admin) > 2);
      Await.until("a request finds none for its backend", SOON, () -> ask(first).status() == 503);
      for (int i = 0; i < 6; i++) {
        assertEquals(200, health(adminPort), "files are kept back for the admin port");
      }
      assertPausesInsteadOfSpinning(admin);
      String complaint = "clients can't be accepted, so they wait";
      banyan.awaitMessage(complaint + ".*Too many open files.*The limit of open files is " + FILES);
      assertEquals(2, banyan.messages().split(complaint, -1).length, banyan::messages);
      assertFalse(banyan.messages().contains("has errors"), banyan::messages);

      clients.subList(2, clients.size()).forEach(RawClient::close);
      Await.until("requests are served again", SOON, () -> ask(first).status() == 200);
      try (RawClient later = RawClient.connect(port)) {
        assertEquals("here", ask(later.timeout(SOON)).text());
      }
      banyan.signal("TERM");
      assertEquals(0, banyan.awaitExit(), banyan::messages);
      assertFalse(banyan.messages().contains("ERROR"), banyan::messages);
    }
  }

  private static int health(int adminPort) {
    try (RawClient probe = RawClient.connect(adminPort).timeout(SOON)) {
      probe.send("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      return probe.readResponse().status();
    }
  }

  private static void assertPausesInsteadOfSpinning(RawClient admin) {
    long began = System.nanoTime();
    double before = pauses(admin);
    Await.until("it tries again", SOON, () -> pauses(admin) > before + 5);
    double tries = pauses(admin) - before;
    long millis = (System.nanoTime() - began) / 1_000_000;
    assertTrue(tries <= millis / PAUSE_MILLIS + 2, tries + " tries in " + millis + " ms");
  }

  private static double pauses(RawClient admin) {
    return metrics(admin).value("banyan_accept_pauses_total");
  }

  private static MetricsText metrics(RawClient admin) {
    admin.send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
    return MetricsText.parse(admin.readResponse().text());
  }

  private static RawResponse ask(RawClient client) {
    return client.send("GET / HTTP/1.1\r\nHost: shop\r\n\r\n").readResponse();
  }

  private static int port(ForkedBanyan banyan, String what) {
    return Integer.parseInt(banyan.awaitMessage(what + " on 127\\.0\\.0\\.1:([0-9]+)"));
  }

  private Path table() throws IOException {
    return Files.writeString(
        folder.resolve("routes.yaml"),
        """
        listen: 127.0.0.1:0
        admin: 127.0.0.1:0
        access-log: off
        drain-delay: 0s
        limits: { connections: 10000, idle-timeout: 10m }
        backends: { old: { url: 'http://127.0.0.1:%d', idle-timeout: 1ms } }
        legacy: old
        """
            .formatted(origin.port()));
  }
}
