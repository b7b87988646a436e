package dev.banyan.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.Answer;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Behaviors;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String REQUEST = "GET /x HTTP/1.1\r\nHost: shop\r\n\r\n";

  @TempDir private Path folder;
  private Path table;
  private RawOrigin legacy;
  private RawOrigin fresh;

  @BeforeEach
  void start() throws IOException {
    legacy = RawOrigin.start(Answer.ok("legacy"));
    fresh = RawOrigin.start(Answer.ok("new"));
    table = folder.resolve("routes.yaml");
    write("0%");
  }

  @AfterEach
  void stop() {
    legacy.close();
    fresh.close();
  }

  @Test
  void tellsWhereItListensReloadsAtHupAndStopsAtTerm() throws Exception {
    try (ForkedBanyan banyan = ForkedBanyan.start(folder, "run", table.toString())) {
      int port = port(banyan);
      banyan.awaitMessage("admin on 127\\.0\\.0\\.1:[0-9]+");
      assertEquals("legacy", get(port));

      write("100%");
      banyan.signal("HUP");
      Await.until("the other table is served", SOON, () -> get(port).equals("new"));

      banyan.signal("TERM");
      assertEquals(0, banyan.awaitExit(), banyan::messages);
      banyan.awaitMessage("INFO  stopped");
    }
  }

  @Test
  void theAccessLogAndNothingElseIsOnStandardOutput() throws Exception {
    Files.writeString(table, Files.readString(table).replace("access-log: off", "access-log: on"));
    try (ForkedBanyan banyan = ForkedBanyan.start(folder, "run", table.toString())) {
      int port = port(banyan);
      get(port);
      get(port);
      banyan.signal("TERM");
      assertEquals(0, banyan.awaitExit(), banyan::messages);
      String line = "\\{\"time\":.*\"path\":\"/x\".*\"side\":\"legacy\".*}\n";
      assertTrue(banyan.output().matches(line + line), banyan::output);
      assertTrue(banyan.messages().endsWith("INFO  stopped\n"), banyan::messages);
    }
  }

  @Test
  void opensTheAccessLogAnewAtUsr1() throws Exception {
    Path log = folder.resolve("access.json");
    Path renamed = folder.resolve("access.json.1");
    Files.writeString(
        table, Files.readString(table).replace("access-log: off", "access-log: " + log));
    try (ForkedBanyan banyan = ForkedBanyan.start(folder, "run", table.toString())) {
      int port = port(banyan);
      get(port);
      Await.until("the request is logged", SOON, () -> lines(log) == 1);
      Files.move(log, renamed);
      get(port);
      Await.until("the renamed file is still written", SOON, () -> lines(renamed) == 2);

      banyan.signal("USR1");
      Await.until("there is a new file", SOON, () -> Files.exists(log));
      get(port);
      Await.until("it is written", SOON, () -> lines(log) == 1);
      assertEquals(2, lines(renamed));
      banyan.signal("TERM");
      assertEquals(0, banyan.awaitExit(), banyan::messages);
    }
  }

  private static long lines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void finishesWhatIsInFlightWhenToldToStop() throws Exception {
    legacy.behave(Behaviors.slow(Duration.ofSeconds(2), Answer.ok("late")));
    try (ForkedBanyan banyan = ForkedBanyan.start(folder, "run", table.toString());
        RawClient client = RawClient.connect(port(banyan))) {
      client.send(REQUEST);
      legacy.awaitRequests(1, SOON);
      banyan.signal("TERM");

      assertEquals("late", client.timeout(SOON).readResponse().text());
      assertEquals(0, banyan.awaitExit(), banyan::messages);
    }
  }

  @Test
  void aTableWithErrorsIsNotServed() throws Exception {
    write("120%");

    Invocation run = Invocation.of("run", table.toString());

    assertEquals(1, run.status());
    assertEquals("", run.out());
    assertTrue(run.err().contains("share: 120% (expected: 0% to 100%)"), run.err());
    assertTrue(run.err().endsWith("1 error\n"), run.err());
  }

  private int port(ForkedBanyan banyan) {
    return Integer.parseInt(banyan.awaitMessage("listening on 127\\.0\\.0\\.1:([0-9]+)"));
  }

  private static String get(int port) {
    try (RawClient client = RawClient.connect(port)) {
      return client.send(REQUEST).readResponse().text();
    }
  }

  private void write(String share) throws IOException {
    Files.writeString(
        table,
        """
        listen: 127.0.0.1:0
        admin: 127.0.0.1:0
        access-log: off
        drain-delay: 0s
        drain: 30s
        backends:
          old: http://127.0.0.1:%d
          fresh: http://127.0.0.1:%d
        legacy: old
        routes:
          - name: all
            match: { path: /** }
            new: fresh
            share: %s
            sticky: client-ip
            timeout: 10s
        """
            .formatted(legacy.port(), fresh.port(), share));
  }
}
