package dev.banyan.server.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

/** Finds out whether the standard output is a terminal. Stateless. */
final class TerminalProbe {
  private static final long MOST_SECONDS = 2;

  private TerminalProbe() {}

  /**
   * Whether it is. {@link System#console} can't tell: it answers for input and output together, and
   * differently from Java 22 on.
   */
  static boolean outIsTerminal() {
    try {
      Process test =
          new ProcessBuilder("test", "-t", "1")
              .redirectOutput(Redirect.INHERIT)
              .redirectError(Redirect.DISCARD)
              .start();
      return test.waitFor(MOST_SECONDS, TimeUnit.SECONDS) && test.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
