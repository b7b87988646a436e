package dev.banyan.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Await;
import dev.banyan.testkit.FreePort;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.UnfitFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps Banyan from starting is one clear line, and it ends with 1. */
@Tag("slow")
class StartTest {
  private static final String TABLE =
      """
      listen: [{ host: 127.0.0.1, port: 0 }]
      admin: off
      access-log: off
      drain-delay: 0s
      backends: { old: "http://127.0.0.1:9" }
      legacy: old
      """;

  /** Its number on Linux. */
  private static final int USR1 = 10;

  @TempDir private Path folder;

  @Test
  void aPortInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertEquals(
          "banyan run: can't listen on 127.0.0.1:"
              + port
              + ": the port is in use (`ss -ltnp` shows by whom)",
          failure(TABLE.replace("port: 0", "port: " + port)));
    }
  }

  @Test
  void anAdminPortInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertEquals(
          "banyan run: admin: can't listen on 127.0.0.1:"
              + port
              + ": the port is in use (`ss -ltnp` shows by whom)",
          failure(TABLE.replace("admin: off", "admin: " + port)));
    }
  }

  @Test
  void anAddressThatIsNotOfThisMachine() throws Exception {
    assertEquals(
        "banyan run: can't listen on 192.0.2.7:8080: no interface of this machine has that address",
        failure(TABLE.replace("127.0.0.1, port: 0", "192.0.2.7, port: 8080")));
  }

  @Test
  void anAccessLogThatCannotBeWritten() throws Exception {
    Path nowhere = folder.resolve("none/access.json");

    assertEquals(
        "banyan run: access-log: can't write: " + nowhere + " (No such file or directory)",
        failure(TABLE.replace("access-log: off", "access-log: " + nowhere)));
  }

  @Test
  void aTokenFileThatIsNotThere() throws Exception {
    assertEquals(
        "banyan run: admin.token-file: " + folder.resolve("secret") + ": no such file",
        failure(TABLE.replace("admin: off", "admin: { port: 0, token-file: secret }")));
  }

  @Test
  void certificatesThatAreMissingOrNone() throws Exception {
    Files.writeString(folder.resolve("bad.pem"), "no certificate");
    String missing = "https://127.0.0.1:9\", tls: { ca: none.pem } }";
    String none = "{ url: \"https://127.0.0.1:9\", tls: { ca: bad.pem } }";
    String told =
        failure(
            TABLE.replace(
                "\"http://127.0.0.1:9\" }", "{ url: \"" + missing + ", other: " + none + " }"));
    List<String> lines = told.lines().filter(line -> line.contains(": error: ")).toList();
    assertEquals(2, lines.size(), told);
    assertTrue(lines.get(0).endsWith("routes.yaml:5:59: error: ca: none.pem (expected: a file)"));
    assertTrue(lines.get(1).endsWith(": error: ca: bad.pem (expected: certificates in PEM)"), told);
  }

  @Test
  void readyMeansThatRequestsAreTaken() throws Exception {
    int port = FreePort.pick();
    int admin = FreePort.pick();
    String table =
        TABLE.replace("port: 0", "port: " + port).replace("admin: off", "admin: " + admin);
    Path file = Files.writeString(folder.resolve("routes.yaml"), table);
    try (ForkedBanyan banyan = ForkedBanyan.start(folder, "run", file.toString())) {
      Await.until("it is ready", Duration.ofSeconds(60), () -> status(admin, "/readyz") == 200);
      assertEquals(503, status(port, "/"), "its backend is not there");
      assertTrue(banyan.output().isEmpty());
    }
  }

  /** The status of an answer; 0 if nobody listens. */
  private static int status(int port, String path) {
    try (RawClient client = RawClient.connect(port)) {
      return client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").readResponse().status();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  @Test
  void aTableThatIsNotThere() throws Exception {
    Path missing = folder.resolve("none.yaml");

    assertEquals(missing + ": error: no such file", run(missing).replace("\n\n1 error", ""));
  }

  @Test
  void aTableThatIsAPipe() throws Exception {
    Path pipe = folder.resolve("routes.yaml");
    UnfitFile.PIPE.replace(pipe);

    assertEquals(
        pipe + ": error: a pipe, socket or device (expected: a file)",
        run(pipe).replace("\n\n1 error", ""));
  }

  @Test
  void signalsThatComeBeforeItServesDoNotEndIt() throws Exception {
    // Reading it takes a while.
    String routes =
        IntStream.range(0, 6_000)
            .mapToObj("  - { name: r%1$d, match: { path: /%1$d } }\n"::formatted)
            .collect(Collectors.joining("", "routes:\n", ""));
    Path file = Files.writeString(folder.resolve("routes.yaml"), TABLE + routes);
    try (ForkedBanyan banyan = ForkedBanyan.start(folder, "run", file.toString())) {
      Await.until("it handles USR1", Duration.ofSeconds(60), () -> banyan.handles(USR1));
      banyan.signal("HUP");
      banyan.signal("USR1");
      assertFalse(banyan.messages().contains("listening on"), banyan::messages);
      banyan.awaitMessage("listening on");
      banyan.signal("TERM");
      assertEquals(0, banyan.awaitExit(), banyan::messages);
    }
  }

  private String failure(String table) throws Exception {
    return run(Files.writeString(folder.resolve("routes.yaml"), table));
  }

  /** The only line that is told. */
  private String run(Path table) throws IOException, InterruptedException {
    try (ForkedBanyan banyan = ForkedBanyan.start(folder, "run", table.toString())) {
      assertEquals(1, banyan.awaitExit(), banyan::messages);
      assertEquals("", banyan.output());
      String told = banyan.messages();
      assertTrue(told.endsWith("\n"), told);
      return told.strip();
    }
  }
}
