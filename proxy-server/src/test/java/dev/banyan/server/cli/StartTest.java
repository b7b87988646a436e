package dev.banyan.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        "banyan run: admin.token-file: " + folder.resolve("secret") + " is not there",
        failure(TABLE.replace("admin: off", "admin: { port: 0, token-file: secret }")));
  }

  @Test
  void aTableThatIsNotThere() throws Exception {
    Path missing = folder.resolve("none.yaml");

    assertEquals(missing + ": error: no such file", run(missing).replace("\n\n1 error", ""));
  }

  @Test
  void signalsThatComeBeforeItServesDoNotEndIt() throws Exception {
    Path pipe = folder.resolve("routes.yaml");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    try (ForkedBanyan banyan = ForkedBanyan.start(folder, "run", pipe.toString())) {
      // Opening the pipe ends when the other side, in the midst of its start, has opened it too.
      try (OutputStream out = Files.newOutputStream(pipe)) {
        Path file = Files.writeString(folder.resolve("file"), TABLE);
        Files.move(file, pipe, StandardCopyOption.ATOMIC_MOVE);
        banyan.signal("HUP");
        banyan.signal("USR1");
        out.write(TABLE.getBytes(StandardCharsets.UTF_8));
      }
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
