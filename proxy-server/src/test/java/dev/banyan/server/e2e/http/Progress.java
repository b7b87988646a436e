package dev.banyan.server.e2e.http;

import dev.banyan.testkit.Await;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what moves, and tells when it has come to a stand. Safe to share. */
final class Progress {
  private static final long QUIET_NANOS = Duration.ofMillis(400).toNanos();

  private final AtomicLong count = new AtomicLong();
  private final AtomicLong changedNanos = new AtomicLong(System.nanoTime());

  void add(long more) {
    count.addAndGet(more);
    changedNanos.set(System.nanoTime());
  }

  /** Notes the count, and tells whether it is above 0 and has been the same for a while. */
  boolean isStill(long now) {
    if (count.getAndSet(now) != now) {
      changedNanos.set(System.nanoTime());
    }
    return now > 0 && System.nanoTime() - changedNanos.get() > QUIET_NANOS;
  }

  long count() {
    return count.get();
  }

  /** Waits until something has moved and then nothing for a while. */
  void awaitStall(String what) {
    Await.until(
        what + " stands still",
        Edge.SOON,
        () -> count.get() > 0 && System.nanoTime() - changedNanos.get() > QUIET_NANOS);
  }
}
