package dev.banyan.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Paths of files that are read beside the table.
 *
 * @param example a path, for messages
 */
record FilePaths(String example) implements ScalarType<String> {
  @Override
  public String label() {
    return "path";
  }

  @Override
  public Reading<String> read(String text) {
    return isPath(text) ? Reading.of(text) : Reading.refused("a path such as " + example, null);
  }

  private static boolean isPath(String text) {
    try {
      return !text.isBlank() && Path.of(text).getFileName() != null;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
