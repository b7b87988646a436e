package dev.banyan.server.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A shell in an empty folder with a {@code ./banyan}, as a reader of a page has it. The fixed ports
 * of the page become free ones on the way in, and fixed ones again on the way out. Confined to one
 * thread.
 */
final class PageShell implements AutoCloseable {
  private static final String END = "-- end of output --";
  private static final Pattern PORT = Pattern.compile("\\b[0-9]{4}\\b");

  private final Map<String, Integer> ports;
  private final Path folder;
  private final Process bash;
  private final Writer in;
  private final BufferedReader out;

  /**
   * Starts it.
   *
   * @param ports the page's ports and those that stand for them
   */
  PageShell(Path folder, Map<String, Integer> ports) throws IOException {
    this.folder = folder;
    this.ports = Map.copyOf(ports);
    Path launcher = Files.writeString(folder.resolve("banyan"), launcher());
    if (!launcher.toFile().setExecutable(true)) {
      throw new IOException(launcher + " can't be made executable");
    }
    bash =
        new ProcessBuilder("bash", "--noprofile", "--norc")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    in = bash.outputWriter(StandardCharsets.UTF_8);
    out = new BufferedReader(new InputStreamReader(bash.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String launcher() {
    boolean quiet = Runtime.version().feature() >= 24;
    List<String> command =
        List.of(
            "exec",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            quiet ? "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow" : "",
            "-XX:TieredStopAtLevel=1 -Xmx256m",
            "-cp '" + System.getProperty("java.class.path") + "'",
            Main.class.getName(),
            "\"$@\"");
    return "#!/bin/sh\n" + String.join(" ", command) + "\n";
  }

  /** Puts a file into the folder. */
  Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), here(content));
  }

  /** The free port that stands for one of the page. */
  int port(String onPage) {
    return ports.get(onPage);
  }

  /** Runs a command, and returns what it printed on both streams. */
  String run(String command) {
    StringBuilder output = new StringBuilder();
    try {
      in.write(here(command) + "\necho '" + END + "'\n");
      in.flush();
      for (String line = out.readLine(); !END.equals(line); line = out.readLine()) {
        if (line == null) {
          throw new IllegalStateException("the shell has ended: " + command + "\n" + output);
        }
        output.append(line).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return onPage(output.toString());
  }

  private String here(String text) {
    return PORT.matcher(text)
        .replaceAll(match -> {
          Integer free = ports.get(match.group());
          return free == null ? match.group() : free.toString();
        });
  }

  private String onPage(String text) {
    String found = text;
    for (Map.Entry<String, Integer> port : ports.entrySet()) {
      found = found.replaceAll("\\b" + port.getValue() + "\\b", port.getKey());
    }
    return found;
  }

  /** Ends the shell and all that it has begun. */
  @Override
  public void close() {
    List<ProcessHandle> begun = bash.descendants().toList();
    begun.forEach(ProcessHandle::destroy);
    bash.destroy();
    for (ProcessHandle process : begun) {
      process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
  }
}
