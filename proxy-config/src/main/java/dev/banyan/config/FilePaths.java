package dev.banyan.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths of files that are read with the table. */
record FilePaths() implements ScalarType<String> {
  /** The only one. */
  static final FilePaths INSTANCE = new FilePaths();

  @Override
  public String label() {
    return "path";
  }

  @Override
  public Reading<String> read(String text) {
    return isPath(text) ? Reading.of(text) : Reading.refused("a path such as pages/error", null);
  }

  private static boolean isPath(String text) {
    try {
      return !text.isBlank() && Path.of(text).getFileName() != null;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
