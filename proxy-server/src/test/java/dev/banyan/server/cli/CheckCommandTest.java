package dev.banyan.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final String SOUND =
      """
      listen: 8080
      backends:
        old: http://127.0.0.1:9001
        fresh: http://127.0.0.1:9002
      legacy: old
      routes:
        - name: orders
          match: { path: /orders/** }
          new: fresh
          share: 10%
          sticky: { cookie: banyan, issue: true }
          timeout: 800ms
      """;

  @TempDir private Path folder;

  @Test
  void aSoundTableIsCounted() throws IOException {
    Path file = Files.writeString(folder.resolve("routes.yaml"), SOUND);

    Invocation run = Invocation.of("check", file.toString());

    assertEquals(file + ": no problems, 1 route, 2 backends" + System.lineSeparator(), run.out());
    assertEquals("", run.err());
    assertEquals(0, run.status());
  }

  @Test
  void theExampleHasNoProblem() {
    Invocation run = Invocation.of("check", "../routes.example.yaml");

    assertTrue(run.out().contains(": no problems, "), run.out());
    assertEquals(0, run.status());
  }

  @Test
  void aWarningIsPrintedAndEndsWith0() {
    Invocation run = Invocation.of(SOUND.replaceAll(".*timeout.*\\R", ""), false, "check", "-");

    assertTrue(run.out().contains("<stdin>:10:12: warning: "), run.out());
    assertTrue(run.out().endsWith("1 warning\n"), run.out());
    assertEquals(0, run.status());
  }

  @Test
  void everyErrorIsPrintedAndEndsWith1() {
    String broken = SOUND.replace("10%", "120%").replace("new: fresh", "new: frsh");

    Invocation run = Invocation.of(broken, false, "check", "-");

    assertTrue(run.out().contains("<stdin>:9:"), run.out());
    assertTrue(run.out().contains("did you mean `fresh`?"), run.out());
    assertTrue(run.out().contains("share: 120% (expected: 0% to 100%)"), run.out());
    assertTrue(run.out().endsWith("2 errors\n"), run.out());
    assertEquals(1, run.status());
  }

  @Test
  void aMissingFileIsAProblem() {
    Invocation run = Invocation.of("check", folder.resolve("none.yaml").toString());

    assertTrue(run.out().contains("none.yaml: error: no such file"), run.out());
    assertEquals(1, run.status());
  }

  /** An argument is a name, never a file of more arguments, which might have no end. */
  @Test
  void aNameMayBeginWithAnAt() {
    Invocation run = Invocation.of("check", "@/dev/zero");

    assertTrue(run.out().contains("@/dev/zero: error: no such file"), run.out());
    assertEquals(1, run.status());
  }

  @Test
  void coloursOnlyOnATerminal() {
    assertTrue(Invocation.of("x", true, "check", "-").out().contains("\u001b["));
    assertFalse(Invocation.of("x", false, "check", "-").out().contains("\u001b"));
  }
}
