package dev.banyan.server.listen;

import dev.banyan.core.resilience.SlowestTakers;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * What is held for one client that has not taken all of its answers, as a part of what may be held
 * for all of them. Confined to the connection's event loop, but for {@link #letGo}.
 */
final class HeldAnswer {
  /** What it took longer ago counts half, and half again, so that speed once is no excuse. */
  private static final long RECENT_NANOS = 16_000_000_000L;

  private final SlowClients clients;
  private final LongSupplier clock;
  private final LongSupplier takenBytes;
  private final Runnable reset;
  private long bytes;
  private long sinceNanos;
  private long takenBefore;

  /**
   * Nothing is held yet.
   *
   * @param clock in ns
   * @param takenBytes says how many bytes the client took since its connection began
   * @param reset ends the connection, on its loop
   */
  HeldAnswer(SlowClients clients, LongSupplier clock, LongSupplier takenBytes, Runnable reset) {
    this.clients = clients;
    this.clock = clock;
    this.takenBytes = takenBytes;
    this.reset = reset;
  }

  /** Notes how much is held now. */
  void holds(long now) {
    if (now == bytes) {
      return;
    }
    if (bytes == 0) {
      clients.add(this);
      sinceNanos = clock.getAsLong();
      takenBefore = takenBytes.getAsLong();
    } else if (now == 0) {
      clients.remove(this);
    }
    long more = now - bytes;
    bytes = now;
    clients.memory().add(more);
  }

  /** Lets the slowest be found, of which this may be one. */
  void show(SlowestTakers<HeldAnswer> slowest) {
    long nanos = clock.getAsLong() - sinceNanos;
    long taken = takenBytes.getAsLong() - takenBefore;
    slowest.look(this, bytes, taken, nanos);
    if (nanos > RECENT_NANOS) {
      sinceNanos += nanos / 2;
      takenBefore += taken / 2;
    }
  }

  /** Ends the connection soon, unless all was taken by then or its loop has ended; any thread. */
  void letGo() {
    try {
      clients.loop().execute(this::resetIfHeld);
    } catch (RejectedExecutionException e) {
      // The loop has ended, and its connections with it.
    }
  }

  private void resetIfHeld() {
    if (bytes > 0) {
      reset.run();
    }
  }
}
