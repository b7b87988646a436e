package dev.banyan.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.config.ConfigLoader;
import dev.banyan.server.demo.shop.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README and the first pages say is true. */
class DocumentationTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern TABLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");
  private static final Pattern COMMAND = Pattern.compile("\\./banyan ([a-z]+)");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/getting-started.md"})
  void itsTablesHaveNoProblem(String page) throws IOException {
    List<String> tables = find(TABLE, text(page));

    assertFalse(tables.isEmpty());
    for (String table : tables) {
      assertEquals(List.of(), ConfigLoader.load(page, table).problems());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/getting-started.md", "docs/migrating.md"})
  void itsLinksLeadSomewhere(String page) throws IOException {
    Path folder = ROOT.resolve(page).getParent();

    for (String link : find(LINK, text(page))) {
      assertTrue(Files.exists(folder.resolve(link)), link);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/getting-started.md",
        "docs/migrating.md",
        "routes.example.yaml"
      })
  void itsCommandsExist(String page) throws IOException {
    for (String command : find(COMMAND, text(page))) {
      assertEquals(0, Invocation.of(command, "--help").status(), command);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFaultIsDocumentedWithItsKey(Fault fault) throws IOException {
    String row =
        "| `%s` | `faults/%s` | %s |".formatted(fault.key(), fault.label(), fault.description());
    String help = Invocation.of("demo", "--help").out();

    assertTrue(text("docs/getting-started.md").contains(row), row);
    assertTrue(help.contains("  %s %s ".formatted(fault.key(), fault.label())), help);
  }

  @Test
  void theTestCommandOfTheReadmeIsTheOneThatCiRuns() throws IOException {
    assertTrue(text("README.md").contains("```sh\n./mvnw verify\n```"));
    assertTrue(text(".ci/run").contains("./mvnw verify "));
  }

  private static String text(String page) throws IOException {
    return Files.readString(ROOT.resolve(page));
  }

  private static List<String> find(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }
}
