package dev.banyan.server.demo;

import dev.banyan.config.ConfigLoader;
import dev.banyan.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** The demo's own copy of the route table, which its user may edit. Confined to one thread. */
final class TableFile {
  private final Path file;
  private FileTime seen;

  private TableFile(Path file, FileTime seen) {
    this.file = file;
    this.seen = seen;
  }

  /** Writes a table to a file. */
  static TableFile create(Path file, String text) throws DemoException {
    try {
      Files.writeString(file, text);
      return new TableFile(file, Files.getLastModifiedTime(file));
    } catch (IOException e) {
      throw new DemoException(file + ": " + e.getMessage());
    }
  }

  /** Where it is. */
  Path path() {
    return file;
  }

  /**
   * Adds to the share of a route.
   *
   * @param points percentage points, fewer if negative
   * @return false if the file can't be changed so
   */
  boolean addShare(String route, int points) {
    try {
      Optional<String> changed = DemoTable.withShare(DemoSetting.text(file), route, points);
      if (changed.isEmpty()) {
        return false;
      }
      Files.writeString(file, changed.get());
      return true;
    } catch (IOException | DemoException e) {
      return false;
    }
  }

  /** The first error in what somebody has made of the file since the last look, if there is one. */
  Optional<Problem> edited() {
    try {
      FileTime now = Files.getLastModifiedTime(file);
      if (now.equals(seen)) {
        return Optional.empty();
      }
      seen = now;
      return ConfigLoader.load(file).problems().stream().filter(Problem::isError).findFirst();
    } catch (IOException e) {
      return Optional.empty(); // gone for a moment, as editors do
    }
  }
}
