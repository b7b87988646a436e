package dev.banyan.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for a condition with a deadline, by asking every few milliseconds. */
public final class Await {
  private static final long POLL_NANOS = Duration.ofMillis(2).toNanos();

  private Await() {}

  /**
   * Waits until the condition holds.
   *
   * @param what the condition in words, for the message
   * @throws AssertionError if it doesn't hold within the time
   */
  public static void until(String what, Duration timeout, BooleanSupplier condition) {
    value(what, timeout, condition::getAsBoolean, holds -> holds);
  }

  /**
   * Waits until a value is as wanted and returns it.
   *
   * @param what the condition in words, for the message
   * @throws AssertionError naming the last value seen, if the time passes first
   */
  public static <T> T value(
      String what, Duration timeout, Supplier<T> value, Predicate<? super T> wanted) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      T last = value.get();
      if (wanted.test(last)) {
        return last;
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new AssertionError(what + ": not within " + timeout + ", last seen: " + last);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
