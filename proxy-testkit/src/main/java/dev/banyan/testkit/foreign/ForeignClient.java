package dev.banyan.testkit.foreign;

import java.time.Duration;
import java.util.List;

/** A client in another language: a script that a test runs to its end. */
public final class ForeignClient implements AutoCloseable {
  private final ForeignProcess process;

  private ForeignClient(ForeignProcess process) {
    this.process = process;
  }

  /** Starts a script of {@code src/test/resources/foreign}, for tests that act while it runs. */
  public static ForeignClient start(Language language, String script, String... arguments) {
    return new ForeignClient(ForeignProcess.start(language, script, List.of(arguments)));
  }

  /**
   * Runs a script to its end.
   *
   * @return the lines that it printed
   * @throws AssertionError with what it printed, if it fails or takes longer
   */
  public static List<String> run(
      Language language, String script, Duration within, String... arguments) {
    try (ForeignClient client = start(language, script, arguments)) {
      return client.end(within);
    }
  }

  /** All that it printed so far, to both streams. */
  public String printed() {
    return process.printed();
  }

  /**
   * Waits for its end.
   *
   * @return the lines that it printed
   * @throws AssertionError with what it printed, if it fails or takes longer
   */
  public List<String> end(Duration within) {
    int code = process.end(within);
    if (code != 0) {
      throw new AssertionError("script: ended with " + code + "\n" + process.printed());
    }
    return process.printed().lines().toList();
  }

  @Override
  public void close() {
    process.close();
  }
}
