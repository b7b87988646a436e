package dev.banyan.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each command of {@code docs/explain.md} prints what the page says. With {@code
 * -Dexplain.write=true} the page is written anew.
 */
class ExplainPageTest {
  private static final Path PAGE = Path.of("../docs/explain.md");
  private static final Pattern TABLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COMMAND =
      Pattern.compile("```console\n\\$ banyan ([^\n]*)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|([^ ]+)");

  @TempDir private Path folder;

  @Test
  void itsCommandsPrintWhatItSays() throws IOException {
    String page = Files.readString(PAGE);
    Path table = Files.writeString(folder.resolve("routes.yaml"), table(page));
    List<String> widths = new ArrayList<>();
    String printed =
        COMMAND
            .matcher(page)
            .replaceAll((MatchResult block) -> {
              String out = printed(table, block.group(1));
              out.lines().filter(line -> line.length() > 100).forEach(widths::add);
              return Matcher.quoteReplacement(
                  "```console\n$ banyan " + block.group(1) + "\n" + out + "```");
            });
    if (Boolean.getBoolean("explain.write")) {
      Files.writeString(PAGE, printed);
    }
    assertEquals(Files.readString(PAGE), printed);
    assertTrue(COMMAND.matcher(page).results().count() >= 5);
    assertEquals(List.of(), widths, "lines above 100 columns");
  }

  @Test
  void itsTableHasNoProblemButThatPathsHaveCase() throws IOException {
    String table = table(Files.readString(PAGE));

    List<String> problems =
        ConfigLoader.load("explain.md", table).problems().stream()
            .map(problem -> problem.message())
            .toList();
    assertEquals(
        List.of("path: /blog/**: paths have case, so /Blog passes by this route"), problems);
  }

  private static String table(String page) {
    return TABLE.matcher(page).results().findFirst().orElseThrow().group(1);
  }

  private static String printed(Path table, String command) {
    List<String> words = new ArrayList<>();
    WORD.matcher(command)
        .results()
        .forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
    words.set(words.indexOf("routes.yaml"), table.toString());
    Invocation run = Invocation.of(words.toArray(new String[0]));
    assertEquals("", run.err());
    assertEquals(0, run.status());
    return run.out();
  }
}
