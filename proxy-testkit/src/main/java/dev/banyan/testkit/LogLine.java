package dev.banyan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Finds lines in a log that is being written: where a page of the file ends, half a line shows. */
public final class LogLine {
  private LogLine() {}

  /**
   * Waits for a line with {@code part}, and returns the first one without its end.
   *
   * @throws AssertionError if there is none within the time
   */
  public static String await(Path log, String part, Duration timeout) {
    return Await.value(
        "a log line with " + part, timeout, () -> find(whole(log), part), line -> !line.isEmpty());
  }

  private static String find(String lines, String part) {
    return lines.lines().filter(line -> line.contains(part)).findFirst().orElse("");
  }

  /** The lines that are written to their end. */
  public static String whole(Path log) {
    try {
      String text = Files.readString(log, StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
