package dev.banyan.core.backend;

import java.util.concurrent.atomic.AtomicInteger;

/** The requests in a row that an endpoint has failed, on all event loops. Shared-safe. */
public final class FailureStreak {
  private final AtomicInteger failures = new AtomicInteger();

  /** The endpoint has answered: the streak is over. */
  public void answered() {
    if (failures.get() != 0) {
      failures.set(0);
    }
  }

  /** The endpoint has failed a request; returns how many in a row it now has. */
  public int failed() {
    return failures.incrementAndGet();
  }

  /** How many requests in a row the endpoint has failed. */
  public int length() {
    return failures.get();
  }

  /** Goes on from {@code length}. */
  void resume(int length) {
    failures.set(length);
  }
}
