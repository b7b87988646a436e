package dev.banyan.server.e2e.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.testkit.InvalidChunks;
import dev.banyan.testkit.InvalidHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/http.md} names rules, their sections, and tests that are there. */
class HttpRulesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final Pattern SECTION =
      Pattern.compile("design|((9110|9112|3986|7239|6265|6585) )?[1-9][0-9]*(\\.[1-9][0-9]*)*");
  private static final Pattern METHOD = Pattern.compile(" {2}(?:public )?void (\\w+)\\(.*");
  private static final Pattern ANNOTATION =
      Pattern.compile(" {2}@(Test|WaitingTest|ParameterizedTest|Override)\\b.*");

  /** One line of a table. */
  private record Row(String part, String rule, String section, String does, List<String> tests) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    String part = "";
    for (String line : Files.readAllLines(ROOT.resolve("docs/http.md"))) {
      if (line.startsWith("## ")) {
        part = line.substring(3);
      }
      if (line.startsWith("| ") && !line.startsWith("| rule |")) {
        String[] cells = line.split("\\|", -1);
        assertEquals(6, cells.length, line);
        List<String> tests = NAME.matcher(cells[4]).results().map(name -> name.group(1)).toList();
        rows.add(new Row(part, cells[1].strip(), cells[2].strip(), cells[3].strip(), tests));
      }
    }
    return rows;
  }

  @Test
  void everyRuleHasASectionAndATest() throws IOException {
    Set<String> rules = new HashSet<>();
    for (Row row : rows()) {
      assertTrue(rules.add(row.part() + row.rule()), () -> "twice: " + row);
      for (String section : row.section().split("[,;] ", -1)) {
        assertTrue(SECTION.matcher(section).matches(), () -> section + ": " + row);
      }
      assertFalse(row.does().isEmpty(), () -> "nothing is done: " + row);
      assertFalse(row.tests().isEmpty(), () -> "no test: " + row);
    }
    assertTrue(rules.size() > 60, () -> "rules: " + rules.size());
  }

  @Test
  void everyTestIsThere() throws IOException {
    Map<String, Set<String>> methods = methods();
    Set<String> cases =
        Stream.of(RefusedRequest.values(), InvalidHead.values(), InvalidChunks.values())
            .flatMap(Stream::of)
            .map(Enum::name)
            .collect(Collectors.toSet());
    for (Row row : rows()) {
      for (String test : row.tests()) {
        String[] parts = test.split("\\.", -1);
        boolean there =
            parts.length == 2
                ? methods.getOrDefault(parts[0], Set.of()).contains(parts[1])
                : cases.contains(test);
        assertTrue(there, () -> test + " is not there: " + row);
      }
    }
  }

  @Test
  void everyRefusedRequestHasItsRule() throws IOException {
    assertNamed("Framing: what a client sends|Limits", List.of(RefusedRequest.values()));
  }

  @Test
  void everyInvalidAnswerHasItsRule() throws IOException {
    List<Enum<?>> answers = new ArrayList<>(List.of(InvalidHead.values()));
    answers.addAll(List.of(InvalidChunks.values()));
    assertNamed("Framing: what a backend answers", answers);
  }

  private static void assertNamed(String parts, List<? extends Enum<?>> cases) throws IOException {
    Set<String> named =
        rows().stream()
            .filter(row -> row.part().matches(parts))
            .flatMap(row -> row.tests().stream())
            .collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>(cases.stream().map(Enum::name).toList());
    missing.removeAll(named);
    assertEquals(Set.of(), missing);
  }

  /** The test methods of each test class of the project, by the class's simple name. */
  private static Map<String, Set<String>> methods() throws IOException {
    Map<String, Set<String>> methods = new HashMap<>();
    for (String module : List.of("proxy-core", "proxy-config", "proxy-server")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files
            .filter(file -> file.toString().endsWith("Test.java"))
            .forEach(file ->
                methods
                    .computeIfAbsent(
                        file.getFileName().toString().replace(".java", ""), name -> new HashSet<>())
                    .addAll(found(file)));
      }
    }
    return methods;
  }

  /** The methods before which an annotation stands that makes them tests. */
  private static List<String> found(Path file) {
    List<String> found = new ArrayList<>();
    boolean annotated = false;
    for (String line : lines(file)) {
      Matcher method = METHOD.matcher(line);
      if (annotated && method.matches()) {
        found.add(method.group(1));
      }
      annotated = !line.equals("  }") && (annotated || ANNOTATION.matcher(line).matches());
    }
    return found;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
