package dev.banyan.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.banyan.testkit.Await;
import dev.banyan.testkit.FreePort;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/migrating.md} is played as it stands, command by command.
 *
 * <p>{@code -Dpages.write=true} writes what was printed into the page.
 */
@Tag("curl")
@Tag("slow")
class MigratingTest {
  private static final Path PAGE = Path.of("../docs/migrating.md");
  private static final List<String> PORTS = List.of("8080", "9900", "9001", "9002", "9003");
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void everyCommandPrintsWhatThePageSays() throws Exception {
    boolean writing = Boolean.getBoolean("pages.write");
    Map<String, Integer> ports = new TreeMap<>();
    List<String> lines = Files.readAllLines(PAGE);
    for (String port : PORTS) {
      ports.put(port, fourDigits(String.join("\n", lines) + ports));
    }
    try (PageShell shell = new PageShell(folder, ports)) {
      PlayedPage page = new PlayedPage(shell, file -> awaitInForce(shell, file), writing);

      String played = page.play(lines);

      if (writing) {
        Files.writeString(PAGE, played);
      }
      assertEquals(Files.readString(PAGE), played);
    }
  }

  /** A free port that is as wide on the page as the one that it stands for, and not on it. */
  private static int fourDigits(String taken) {
    return ThreadLocalRandom.current()
        .ints(2_000, 10_000)
        .filter(port -> !taken.contains(Integer.toString(port)) && FreePort.isFree(port))
        .findFirst()
        .orElseThrow();
  }

  /** Waits until the proxy serves this table, if it runs already. */
  private static void awaitInForce(PageShell shell, Path table) throws IOException {
    String digest = Sha256.of(Files.readAllBytes(table));
    if (!readiness(shell).isEmpty()) {
      Await.until("the table in force", SOON, () -> readiness(shell).contains(digest));
    }
  }

  private static String readiness(PageShell shell) {
    try (RawClient client = RawClient.connect(shell.port("9900"))) {
      client.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      return client.readResponse().text();
    } catch (UncheckedIOException e) {
      return "";
    }
  }
}
