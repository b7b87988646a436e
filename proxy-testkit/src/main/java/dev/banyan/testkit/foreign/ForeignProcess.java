package dev.banyan.testkit.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process with what it printed. Closing it kills it and all that it started. */
final class ForeignProcess implements AutoCloseable {
  private final Process process;
  private final Path printed;

  private ForeignProcess(Process process, Path printed) {
    this.process = process;
    this.printed = printed;
  }

  /** Starts a script with arguments. */
  static ForeignProcess start(Language language, String script, List<String> arguments) {
    try {
      Path printed = Files.createTempFile("foreign", ".txt");
      ProcessBuilder builder = new ProcessBuilder(language.command(script, arguments));
      builder.environment().put("PYTHONUNBUFFERED", "1");
      builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
      builder.redirectErrorStream(true).redirectOutput(printed.toFile());
      return new ForeignProcess(builder.start(), printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that it printed so far, to both streams. */
  String printed() {
    try {
      return Files.readString(printed, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean runs() {
    return process.isAlive();
  }

  /**
   * Waits for its end.
   *
   * @return its exit code
   * @throws AssertionError with what it printed, if it does not end within the time
   */
  int end(Duration within) {
    try {
      if (!process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new AssertionError("script: not at its end within " + within + "\n" + printed());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
      Files.deleteIfExists(printed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
