package dev.banyan.server.backend;

import dev.banyan.core.resilience.BoundedCount;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * {@code max-connections} of a backend: one number over all event loops. A loop that must wait is
 * told when a place becomes free. Shared by all event loops.
 */
final class ConnectionBudget {
  private final int max;
  private final BoundedCount used = new BoundedCount();
  private final Queue<LoopBackend> hungry = new ConcurrentLinkedQueue<>();

  ConnectionBudget(int max) {
    this.max = max;
  }

  /** Takes a place if there is one. */
  boolean tryTake() {
    return used.tryTake(1, max);
  }

  /** Gives a place back, and tells a loop that waits. */
  void giveBack() {
    used.giveBack(1);
    wakeNext();
  }

  /** Queues a loop that waits for a place; it is told once. */
  void await(LoopBackend loop) {
    hungry.add(loop);
    wakeNext();
  }

  /** Tells the loop that waits longest that there is a place, if there is one. */
  void wakeNext() {
    if (used.taken() < max) {
      LoopBackend next = hungry.poll();
      if (next != null) {
        next.placeFreed();
      }
    }
  }

  /** Whether a loop waits. */
  boolean contended() {
    return !hungry.isEmpty();
  }

  /** Whether a loop other than {@code loop} waits. */
  boolean othersWait(LoopBackend loop) {
    for (LoopBackend waiting : hungry) {
      if (!waiting.equals(loop)) {
        return true;
      }
    }
    return false;
  }

  /** The connections that are open or opening. */
  int used() {
    return (int) used.taken();
  }

  /** The loop with the most unused connections, other than {@code asking}; null if none has any. */
  static @Nullable LoopBackend richest(LoopBackend[] loops, LoopBackend asking) {
    LoopBackend best = null;
    int most = 0;
    for (LoopBackend loop : loops) {
      if (!loop.equals(asking) && loop.idleCount() > most) {
        most = loop.idleCount();
        best = loop;
      }
    }
    return best;
  }
}
