package dev.banyan.testkit.tags;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The machine that the tests run on. It looks for what a tag asks for when it is first asked, since
 * a look may start a process. Confined to one thread.
 */
final class ThisMachine implements Platform {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final Map<KnownTag, Boolean> found = new EnumMap<>(KnownTag.class);

  @Override
  public boolean serves(KnownTag tag) {
    return found.computeIfAbsent(tag, ThisMachine::look);
  }

  private static boolean look(KnownTag tag) {
    return switch (tag) {
      case EPOLL -> System.getProperty("os.name").equals("Linux");
      case BROWSER -> BROWSERS.stream().anyMatch(ThisMachine::onPath);
      case CURL -> onPath("bash") && onPath("curl");
      case PYTHON ->
          onPath("python3")
              && succeeds("python3", "-c", "import gunicorn, waitress, cheroot, requests");
      case NODE -> onPath("node") && succeeds("node", "-e", "require('express')");
      case GO -> onPath("go");
      case NAMESPACES -> onPath("ip") && onPath("unshare") && succeeds("unshare", "--net", "true");
      case SLOW, NIGHTLY -> true;
    };
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
