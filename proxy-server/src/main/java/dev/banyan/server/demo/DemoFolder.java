package dev.banyan.server.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder with the demo's table and access log, gone after {@link #close}. Immutable. */
final class DemoFolder implements AutoCloseable {
  private final Path folder;

  private DemoFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes one beside other temporary files. */
  static DemoFolder create() throws DemoException {
    try {
      return new DemoFolder(Files.createTempDirectory("banyan-demo-"));
    } catch (IOException e) {
      throw new DemoException("no folder for temporary files: " + e.getMessage());
    }
  }

  /** Where the table is. */
  Path table() {
    return folder.resolve("routes.yaml");
  }

  /** Where the access log is. */
  Path accessLog() {
    return folder.resolve("access.log");
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // What is left stays with the other temporary files.
    }
  }
}
