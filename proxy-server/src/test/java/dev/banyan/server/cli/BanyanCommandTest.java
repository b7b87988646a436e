package dev.banyan.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BanyanCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                       | banyan: no command (expected: run, check, explain or demo); see `banyan --help`
          chekc        | banyan: unknown command: chekc (did you mean check?); see `banyan --help`
          --frob       | banyan: unknown option: --frob; see `banyan --help`
          check        | banyan check: missing argument: FILE; see `banyan check --help`
          check a b    | banyan check: unknown argument: b; see `banyan check --help`
          """)
  void badUsageEndsWith2AndOneClearLine(String arguments, String message) {
    Invocation run =
        Invocation.of(arguments == null ? new String[0] : arguments.trim().split(" +"));

    assertEquals(message + System.lineSeparator(), run.err());
    assertEquals("", run.out());
    assertEquals(2, run.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "check --help", "check -h"})
  void helpHasExamplesAndEndsWith0(String arguments) {
    Invocation run = Invocation.of(arguments.split(" "));

    assertEquals(0, run.status());
    assertEquals("", run.err());
    assertTrue(run.out().contains("Usage: banyan"), run.out());
    assertTrue(run.out().contains("Examples:"), run.out());
    assertTrue(run.out().contains("Exit status:"), run.out());
    assertTrue(run.out().lines().allMatch(line -> line.length() <= 80), run.out());
    assertFalse(run.out().contains("\u001b"), run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void versionIsOneLine(String option) {
    Invocation run = Invocation.of(option);

    assertEquals(0, run.status());
    assertTrue(run.out().matches("banyan \\S+ \\(Java .+\\)\\R"), run.out());
  }

  @Test
  void helpHasColoursOnATerminal() {
    assertTrue(Invocation.of("", true, "--help").out().contains("\u001b["));
  }
}
