package dev.banyan.testkit;

import java.time.Duration;

/** Runs checks that hold only if they are quick, on machines that may not be. */
public final class Promptly {
  private static final int TRIES = 5;

  private Promptly() {}

  /**
   * Runs a check from its beginning, and again if it failed and took longer than it may.
   *
   * @param most how long it may take; a failure within that time is one
   * @throws AssertionError of the check, if that failed in time, or each time
   */
  public static void within(Duration most, Runnable check) {
    for (int tried = 1; ; tried++) {
      long start = System.nanoTime();
      try {
        check.run();
        return;
      } catch (AssertionError e) {
        if (tried == TRIES || System.nanoTime() - start <= most.toNanos()) {
          throw e;
        }
      }
    }
  }
}
