package dev.banyan.server.cli;

import dev.banyan.testkit.Await;
import dev.banyan.testkit.LogLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command in a JVM of its own, whose signals and exit status can be tested. */
public final class ForkedBanyan implements AutoCloseable {
  private static final Duration MOST_WAIT = Duration.ofSeconds(60);

  private final Process process;
  private final Path out;
  private final Path err;

  private ForkedBanyan(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts it with this JVM's class path; its output goes to files in a folder. */
  static ForkedBanyan start(Path folder, String... arguments) throws IOException {
    return start(folder, new Setting(List.of("-Xmx256m"), 0), arguments);
  }

  /** Starts it behind a command, such as {@code ip netns exec NAME}. */
  public static ForkedBanyan startBehind(List<String> command, Path folder, String... arguments)
      throws IOException {
    return start(folder, new Setting(command, List.of("-Xmx256m"), 0), arguments);
  }

  /** Starts it in a setting. */
  static ForkedBanyan start(Path folder, Setting setting, String... arguments) throws IOException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>(setting.before());
    if (setting.descriptors() > 0) {
      command.addAll(
          List.of("sh", "-c", "ulimit -n " + setting.descriptors() + "; exec \"$@\"", "sh"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-Dio.netty.noUnsafe=false"));
    }
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(setting.flags());
    String classes =
        setting.descriptors() > 0 ? Jars.classPath(folder) : System.getProperty("java.class.path");
    command.addAll(List.of("-cp", classes, Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new ForkedBanyan(process, out, err);
  }

  /**
   * What the JVM is started with.
   *
   * @param before the command that runs it; empty for none
   * @param flags of the JVM
   * @param descriptors the limit of open files; 0 for that of this process
   */
  record Setting(List<String> before, List<String> flags, int descriptors) {
    Setting(List<String> flags, int descriptors) {
      this(List.of(), flags, descriptors);
    }
  }

  /** Sends a signal, as in {@code HUP}. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IllegalStateException("kill -" + name + " failed");
    }
  }

  /** Whether it handles a signal by now, by its number; from Linux. */
  boolean handles(int signal) {
    String status = read(Path.of("/proc", Long.toString(process.pid()), "status"));
    Matcher caught = Pattern.compile("SigCgt:\\s*([0-9a-f]+)").matcher(status);
    return caught.find() && (Long.parseUnsignedLong(caught.group(1), 16) >> (signal - 1) & 1) == 1;
  }

  /** Waits until a message holds this, and returns its first group. */
  public String awaitMessage(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    String messages =
        Await.value(
            "a message with " + pattern,
            MOST_WAIT,
            () -> LogLine.whole(err),
            text -> wanted.matcher(text).find());
    Matcher found = wanted.matcher(messages);
    return found.find() && found.groupCount() > 0 ? found.group(1) : "";
  }

  /** Waits for the end and returns the exit status. */
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(MOST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + MOST_WAIT + "\n" + messages());
    }
    return process.exitValue();
  }

  /** What it has written to standard output so far. */
  String output() {
    return read(out);
  }

  /** What it has written to standard error so far. */
  public String messages() {
    return read(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
