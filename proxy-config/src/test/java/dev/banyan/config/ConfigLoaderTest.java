package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that can't be read, texts that are too much. */
class ConfigLoaderTest {
  private static final String TABLE =
      "listen: 8080\nbackends: { old: http://127.0.0.1:9001 }\nlegacy: old\n";

  @TempDir Path directory;

  @Test
  void noSuchFile() {
    Path file = directory.resolve("routes.yaml");
    assertOnlyProblem(file + ": error: no such file", ConfigLoader.load(file));
  }

  @Test
  void aDirectory() {
    LoadResult result = ConfigLoader.load(directory);
    assertNull(result.table());
    assertTrue(result.problems().get(0).message().startsWith("a folder (expected: a file)"));
  }

  @Test
  void aByteThatIsNotUtf8HasItsPlace() throws IOException {
    Path file = directory.resolve("routes.yaml");
    Files.write(file, (TABLE + "# größe\n").getBytes(StandardCharsets.ISO_8859_1));
    String expected = file + ":4:5: error: byte 0xF6 (expected: a text in UTF-8)";
    assertOnlyProblem(expected, ConfigLoader.load(file));
  }

  @Test
  void aTruncatedCharacterHasItsPlace() throws IOException {
    Path file = directory.resolve("routes.yaml");
    Files.write(file, new byte[] {'#', ' ', (byte) 0xC3});
    String expected = file + ":1:3: error: byte 0xC3 (expected: a text in UTF-8)";
    assertOnlyProblem(expected, ConfigLoader.load(file));
  }

  @Test
  void aFileOfFourMebibytesAndNoMore() throws IOException {
    Path file = directory.resolve("routes.yaml");
    int left = YamlReader.MOST_BYTES - TABLE.length();
    String comment = ("#".repeat(63) + "\n").repeat(left / 64) + "#".repeat(left % 64);
    Files.writeString(file, TABLE + comment);
    assertNotNull(ConfigLoader.load(file).table());
    Files.writeString(file, TABLE + comment + "#");
    assertOnlyProblem(file + ": error: larger than 4 MiB", ConfigLoader.load(file));
  }

  @Test
  void tenThousandRoutes() {
    StringBuilder text = new StringBuilder(TABLE).append("routes:\n");
    for (int i = 0; i < 10_000; i++) {
      text.append("  - { name: r")
          .append(i)
          .append(", match: { path: /r")
          .append(i)
          .append(" } }\n");
    }
    LoadResult result = ConfigLoader.load("routes.yaml", text.toString());
    assertNotNull(result.table());
    assertEquals(10_001, result.table().routing().routes().size());
  }

  @Test
  @Timeout(20)
  void tenThousandProblemsInOneLine() {
    String table =
        "{ listen: 8080, backends: { old: http://127.0.0.1:9001 }, legacy: old, routes: [";
    String routes = "{ name: \"\uD83D\uDE00\", match: 1 }, ".repeat(10_000);
    LoadResult result = ConfigLoader.load("routes.yaml", table + routes + "] }");
    assertEquals(Problems.MOST + 1, result.problems().size());
    assertTrue(ProblemPrinter.plain().print(result.problems()).length() < 1_000_000);
  }

  @Test
  void aThousandProblemsAndNoMore() {
    StringBuilder text = new StringBuilder(TABLE).append("routes:\n");
    for (int i = 0; i < 5_000; i++) {
      text.append("  - x").append(i).append('\n');
    }
    LoadResult result = ConfigLoader.load("routes.yaml", text.toString());
    assertEquals(Problems.MOST + 1, result.problems().size());
    Problem last = result.problems().get(Problems.MOST);
    assertEquals("more than 1000 problems; the rest is not listed", last.message());
  }

  @Test
  void aliasesOfAliasesDoNotMultiply() {
    StringBuilder text = new StringBuilder(TABLE).append("routes:\n  - &a0 [x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      text.append("  - &a").append(i).append(" [").append(("*a" + (i - 1) + ", ").repeat(6));
      text.append("x]\n");
    }
    LoadResult result = ConfigLoader.load("routes.yaml", text.toString());
    assertNull(result.table());
    assertTrue(result.problems().size() <= 31);
  }

  @Test
  void tooManyAliases() {
    String aliases = ", *a".repeat(YamlReader.MOST_ALIASES + 1);
    LoadResult result =
        ConfigLoader.load("routes.yaml", TABLE + "routes: [ &a [] " + aliases + " ]");
    assertOnlyProblem("routes.yaml: error: more than 200 aliases of mappings and lists", result);
  }

  private static void assertOnlyProblem(String expected, LoadResult result) {
    assertNull(result.table());
    assertEquals(1, result.problems().size());
    assertEquals(expected, result.problems().get(0).toString());
  }
}
