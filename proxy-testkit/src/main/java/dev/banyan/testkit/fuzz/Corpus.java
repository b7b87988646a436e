package dev.banyan.testkit.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The inputs of one fuzz target that are kept in the tree. Immutable. */
final class Corpus {
  private static final String SUFFIX = "FuzzTest";

  private final Path folder;

  private Corpus(Path folder) {
    this.folder = folder;
  }

  /** The corpus of a test class of the module in the working directory. */
  static Corpus of(Class<?> target) {
    return new Corpus(Path.of("src", "test", "fuzz", name(target)));
  }

  /** A target's name: its class's without the suffix that all have. */
  static String name(Class<?> target) {
    String simple = target.getSimpleName();
    if (!simple.endsWith(SUFFIX)) {
      throw new IllegalArgumentException("class: " + simple + " (expected: ..." + SUFFIX + ")");
    }
    return simple.substring(0, simple.length() - SUFFIX.length());
  }

  Path folder() {
    return folder;
  }

  /** The names of the inputs, in order; never empty. */
  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      if (names.isEmpty()) {
        throw new IOException("corpus: " + folder + " is empty (expected: an input)");
      }
      return names;
    }
  }

  byte[] read(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<byte[]> inputs() throws IOException {
    return names().stream().map(this::read).toList();
  }
}
