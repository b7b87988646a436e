package dev.banyan.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no source file has, in no module, tests included. */
class SourceShapeTest {
  private static final int LONGEST = 400;
  private static final Path PROJECT = Path.of("..");

  /** Without an executor it runs on the JDK's common pool, behind whatever blocks that. */
  private static final Pattern ASYNC = Pattern.compile("\\.\\w+Async\\(|parallelStream\\(");

  @Test
  void noSourceFileIsLong() throws IOException {
    List<Path> sources = sources();
    assertFalse(sources.isEmpty());

    assertEquals(List.of(), sources.stream().filter(file -> lines(file) > LONGEST).toList());
  }

  @Test
  void nothingWaitsForTheCommonPool() throws IOException {
    List<String> users =
        sources().stream()
            .filter(file -> ASYNC.matcher(text(file)).find())
            .map(file -> file.getFileName().toString())
            .toList();

    assertEquals(List.of("Aside.java"), users, "use it, or an executor of your own");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(PROJECT)) {
      return modules
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(SourceShapeTest::javaFiles)
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
