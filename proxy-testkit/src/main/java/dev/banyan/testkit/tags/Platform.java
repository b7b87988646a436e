package dev.banyan.testkit.tags;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What this machine offers to tests that need more than a JDK. Immutable.
 *
 * @param linux whether this is Linux, where the native transport is epoll
 * @param browser whether a browser that can be driven is on the path
 */
record Platform(boolean linux, boolean browser) {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  static Platform ofThisMachine() {
    return new Platform(
        System.getProperty("os.name").equals("Linux"),
        BROWSERS.stream().anyMatch(Platform::onPath));
  }

  private static boolean onPath(String command) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, command))) {
        return true;
      }
    }
    return false;
  }
}
