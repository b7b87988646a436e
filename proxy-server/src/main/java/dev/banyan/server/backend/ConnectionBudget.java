package dev.banyan.server.backend;

import dev.banyan.core.resilience.BoundedCount;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * {@code max-connections} of a backend: one number over all event loops. A loop that must wait gets
 * the next place that becomes free. Shared by all event loops.
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
    serveHungry();
  }

  /** Whether there are more connections than the bound allows, since it was lowered. */
  boolean exceeded() {
    return used.taken() > max;
  }

  /** Takes a place if there is one. */
  boolean tryTake() {
    return used.tryTake(1, max);
  }

  /** Gives a place back; a loop that waits gets it. */
  void giveBack() {
    used.giveBack(1);
    serveHungry();
  }

  /** Queues a loop that waits for a place; it is given one, once. */
  void await(LoopPool loop) {
    hungry.add(loop);
    serveHungry();
  }

  /**
   * Gives places that are free to the loops that wait longest. They are taken on their behalf: a
   * loop that was only told would find that a new request of another loop was faster.
   */
  private void serveHungry() {
    while (!hungry.isEmpty() && tryTake()) {
      LoopPool next = hungry.poll();
      if (next == null) {
        used.giveBack(1);
      } else {
        next.placeGiven();
      }
    }
  }

  /** Whether a loop other than {@code loop} waits. */
  boolean othersWait(LoopPool loop) {
    if (hungry.isEmpty()) {
      return false;
    }
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
