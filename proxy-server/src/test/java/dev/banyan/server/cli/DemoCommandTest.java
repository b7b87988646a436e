package dev.banyan.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Short shows, without a terminal. */
class DemoCommandTest {
  private static final Path EXAMPLE = Path.of("../routes.example.yaml");

  @TempDir private Path folder;

  @Test
  @Tag("slow")
  void breaksAndMendsNewAndNoClientSeesAForbiddenError() {
    Invocation run =
        Invocation.of("demo", "--for", "8s", "--table", EXAMPLE.toString(), "--fault-port", "0");

    String told = run.out() + run.err();
    assertEquals(0, run.status(), told);
    assertTrue(run.out().contains("The new shop answers 500 to everything."), told);
    assertTrue(run.out().contains("The new shop takes requests and never answers."), told);
    assertTrue(run.out().contains("The new shop is mended."), told);
    assertTrue(run.out().contains("breaker open, "), told);
    assertTrue(run.out().lines().anyMatch(line -> line.startsWith("PASSED: ")), told);
    assertEquals("", run.err());
  }

  @Test
  void withoutFallbackClientsSeeWhatTheyShouldNot() throws IOException {
    String table =
        Files.readString(EXAMPLE).replace("timeout: 800ms", "fallback: off\n  timeout: 800ms");
    Path file = Files.writeString(folder.resolve("off.yaml"), table);

    Invocation run = Invocation.of("demo", "--for", "3s", "--table", file.toString());

    assertEquals(1, run.status(), run::out);
    assertTrue(run.out().lines().anyMatch(line -> line.startsWith("FAILED: ")), run::out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --for 1s     | --for: 1000ms (expected: 3s or more)
          --for x      | Invalid value for option '--for': x (expected: a time such as 20s or 2m)
          --rate 0     | --rate: 0 (expected: 1 to 1000)
          --users 0    | --users: 0 (expected: 1 to 10000)
          --shops 9001 | --shops: 1 ports (expected: 2, as in 9001,9002)
          now          | unknown argument: now
          """)
  void badUsageEndsWith2(String arguments, String message) {
    Invocation run = Invocation.of(("demo " + arguments).split(" +"));

    assertEquals(
        "banyan demo: " + message + "; see `banyan demo --help`" + System.lineSeparator(),
        run.err());
    assertEquals(2, run.status());
  }

  @Test
  void aTableWithErrorsCanNotBeShown() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.yaml"), "listen: 8080\nrouts: []\n");

    Invocation run = Invocation.of("demo", "--table", file.toString());

    assertTrue(run.err().startsWith("banyan demo: " + file + ":1:1: error: "), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertEquals(1, run.status());
  }
}
