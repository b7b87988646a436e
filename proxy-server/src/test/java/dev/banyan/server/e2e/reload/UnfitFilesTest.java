package dev.banyan.server.e2e.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.banyan.config.ConfigLoader;
import dev.banyan.config.LoadedTable;
import dev.banyan.server.boot.BanyanOptions;
import dev.banyan.server.e2e.TestProxy;
import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import dev.banyan.testkit.TestCertificate;
import dev.banyan.testkit.UnfitFile;
import dev.banyan.testkit.WaitingTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever takes the place of the table or of a file that it names while Banyan runs: the table
 * before it stays, and the next good one is found.
 */
class UnfitFilesTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @WaitingTest
  void aDevice() throws IOException {
    standsInForEachFile(UnfitFile.DEVICE);
  }

  @WaitingTest
  void aPipe() throws IOException {
    standsInForEachFile(UnfitFile.PIPE);
  }

  @WaitingTest
  void aFolder() throws IOException {
    standsInForEachFile(UnfitFile.FOLDER);
  }

  @WaitingTest
  void aHugeFile() throws IOException {
    standsInForEachFile(UnfitFile.HUGE);
  }

  private void standsInForEachFile(UnfitFile unfit) throws IOException {
    try (RawOrigin legacy = RawOrigin.start(Answer.ok("legacy"));
        RawOrigin moved = RawOrigin.start(Answer.ok("new"))) {
      Path file = folder.resolve("routes.yaml");
      writeFiles();
      Files.writeString(file, table(legacy, moved, 0));
      LoadedTable loaded = ConfigLoader.load(file).table();
      assertNotNull(loaded, () -> ConfigLoader.load(file).problems().toString());
      try (TestProxy proxy = TestProxy.start(loaded, new BanyanOptions(1, false))) {
        proxy.banyan().watch(file);
        for (String name : List.of("error.html", "ca.pem", "banyan.pem", "banyan.key")) {
          unfit.replace(folder.resolve(name));
        }
        awaitLastReload(proxy, "rejected");
        assertEquals("legacy", get(proxy));
        for (String name : List.of("error.html", "ca.pem", "banyan.pem", "banyan.key")) {
          Files.delete(folder.resolve(name));
        }
        writeFiles();
        awaitLastReload(proxy, "ok");

        unfit.replace(file);
        awaitLastReload(proxy, "rejected");
        assertEquals("legacy", get(proxy));
        Files.delete(file);
        Files.writeString(file, table(legacy, moved, 100));
        Await.value("the side that serves", SOON, () -> get(proxy), "new"::equals);
      }
    }
  }

  private void writeFiles() throws IOException {
    TestCertificate certificate = TestCertificate.authority("ca");
    Files.writeString(folder.resolve("error.html"), "{status}");
    Files.writeString(folder.resolve("ca.pem"), certificate.certificatePem());
    Files.writeString(folder.resolve("banyan.pem"), certificate.certificatePem());
    Files.writeString(folder.resolve("banyan.key"), certificate.keyPem());
  }

  private static String table(RawOrigin legacy, RawOrigin moved, int share) {
    return """
    listen: [{ host: 127.0.0.1, port: 0 }]
    admin: 127.0.0.1:0
    access-log: off
    drain-delay: 0s
    drain: 1s
    errors: { html: error.html }
    backends:
      old: %s
      fresh: %s
      secure:
        url: https://127.0.0.1:9
        tls: { ca: ca.pem, certificate: banyan.pem, key: banyan.key }
    legacy: old
    routes:
      - { name: moved, match: { path: /moved }, new: fresh, share: %d%%, timeout: 5s }
    """
        .formatted(legacy.uri(), moved.uri(), share);
  }

  private static String get(TestProxy proxy) {
    try (RawClient client = proxy.client()) {
      return client.send("GET /moved HTTP/1.1\r\nHost: a\r\n\r\n").readResponse().text();
    }
  }

  private static void awaitLastReload(TestProxy proxy, String result) {
    Await.value(
        "the page about the last reload",
        SOON,
        () -> readiness(proxy),
        page -> page.contains("\"last_reload\":\"" + result));
  }

  private static String readiness(TestProxy proxy) {
    InetSocketAddress admin = proxy.banyan().admin();
    assertNotNull(admin);
    try (RawClient client = RawClient.connect(admin.getPort())) {
      return client.send("GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n").readResponse().text();
    }
  }
}
