package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Golden cases: a file of {@code src/test/resources/tables} holds a table and, below a line of
 * {@value #BORDER}, what is printed for it. {@code -Dtables.write=true} writes what is printed now;
 * look at the difference before you keep it.
 */
class TableCasesTest {
  private static final String BORDER = "=========";
  private static final Path CASES = Path.of("src/test/resources/tables");

  @TestFactory
  Stream<DynamicTest> everyCasePrintsWhatItSays() throws IOException {
    List<Path> files = files();
    assertTrue(files.size() >= 60, files.size() + " cases (expected: 60 or more)");
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    String text = Files.readString(file);
    int border = text.indexOf(BORDER + "\n");
    String table = border < 0 ? text : text.substring(0, border);
    String printed = print(table);
    if (Boolean.getBoolean("tables.write")) {
      Files.writeString(file, table + BORDER + "\n" + printed);
    } else {
      assertEquals(text.substring(border + BORDER.length() + 1), printed);
    }
  }

  private static String print(String table) {
    LoadResult result = ConfigLoader.load("routes.yaml", table);
    boolean errors = result.problems().stream().anyMatch(Problem::isError);
    assertEquals(errors, result.table() == null, "a table if and only if there is no error");
    return result.problems().isEmpty()
        ? "no problems\n"
        : ProblemPrinter.plain().print(result.problems());
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.sorted().toList();
    }
  }
}
