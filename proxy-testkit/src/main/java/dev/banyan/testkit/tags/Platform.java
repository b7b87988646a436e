package dev.banyan.testkit.tags;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What this machine offers to tests that need more than a JDK. Immutable.
 *
 * @param linux whether this is Linux, where the native transport is epoll
 * @param browser whether a browser that can be driven is on the path
 * @param curl whether bash and curl are on the path
 * @param python whether python3 is on the path and finds the packages that scripts import
 * @param node whether Node.js is on the path and finds Express
 * @param go whether Go is on the path
 * @param namespaces whether this process may make network namespaces, with {@code ip}
 */
record Platform(
    boolean linux,
    boolean browser,
    boolean curl,
    boolean python,
    boolean node,
    boolean go,
    boolean namespaces) {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  static Platform ofThisMachine() {
    return new Platform(
        System.getProperty("os.name").equals("Linux"),
        BROWSERS.stream().anyMatch(Platform::onPath),
        onPath("bash") && onPath("curl"),
        onPath("python3")
            && succeeds("python3", "-c", "import gunicorn, waitress, cheroot, requests"),
        onPath("node") && succeeds("node", "-e", "require('express')"),
        onPath("go"),
        onPath("ip") && onPath("unshare") && succeeds("unshare", "--net", "true"));
  }

  private static boolean succeeds(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
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
