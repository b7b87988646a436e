package dev.banyan.server.backend;

import dev.banyan.core.resilience.BoundedCount;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * {@code max-connections} of a backend: one number over all event loops. A loop that must wait is
 * told when a place becomes free. Shared by all event loops.
 */
final class ConnectionBudget {
  private volatile int max;
  private final BoundedCount used = new BoundedCount();
  private final Queue<LoopPool> hungry = new ConcurrentLinkedQueue<>();

  ConnectionBudget(int max) {
    this.max = max;
  }

  /** The bound. */
  int max() {
    return max;
  }

  /** Sets another bound. Connections above it live on until their request ends. */
  void bound(int most) {
    max = most;
    wakeNext();
  }

  /** Whether there are more connections than the bound allows, since it was lowered. */
  boolean exceeded() {
    return used.taken() > max;
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
  void await(LoopPool loop) {
    hungry.add(loop);
    wakeNext();
  }

  /** Tells the loop that waits longest that there is a place, if there is one. */
  void wakeNext() {
    if (used.taken() < max) {
      LoopPool next = hungry.poll();
      if (next != null) {
        next.placeFreed();
      }
    }
  }

  /** Whether a loop other than {@code loop} waits. */
  boolean othersWait(LoopPool loop) {
    for (LoopPool waiting : hungry) {
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
}
