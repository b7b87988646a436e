package dev.banyan.server.backend;

import dev.banyan.core.backend.BackendSpec;
import dev.banyan.server.transport.EventLoops;
import dev.banyan.server.transport.LoopContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a backend over all event loops. It belongs to the backend's name and outlives
 * the tables that have it. Shared-safe.
 */
final class BackendPools {
  private final ConnectionBudget budget;
  private final LoopPool[] loops;

  /** Pools without connections. */
  BackendPools(BackendSpec spec, EventLoops eventLoops) {
    this.budget = new ConnectionBudget(spec.maxConnections());
    List<LoopContext> contexts = eventLoops.contexts();
    this.loops = new LoopPool[contexts.size()];
    for (LoopContext context : contexts) {
      loops[context.index()] = new LoopPool(this, context, spec);
    }
  }

  /** Takes over the bounds of another table. */
  void adopt(BackendSpec spec) {
    budget.bound(spec.maxConnections());
    for (LoopPool loop : loops) {
      loop.adopt(spec);
    }
  }

  ConnectionBudget budget() {
    return budget;
  }

  /** The pool of a loop, by the loop's number. */
  LoopPool on(int loop) {
    return loops[loop];
  }

  /** How many event loops share the connections. */
  int loopCount() {
    return loops.length;
  }

  /** The connections that are unused, over all loops; a moment's guess. */
  int idle() {
    int sum = 0;
    for (LoopPool loop : loops) {
      sum += loop.idleCount();
    }
    return sum;
  }

  /** The requests that wait for a connection, over all loops; a moment's guess. */
  int pending() {
    int sum = 0;
    for (LoopPool loop : loops) {
      sum += loop.waitingCount();
    }
    return sum;
  }

  /** Asks the loop that can best spare one to close an unused connection. */
  void askForPlace(LoopPool asking) {
    LoopPool richest = richest(asking);
    if (richest != null) {
      richest.closeOneIdleSoon();
    }
  }

  /** The loop with the most unused connections, other than {@code asking}; null if none has any. */
  private @Nullable LoopPool richest(LoopPool asking) {
    LoopPool best = null;
    int most = 0;
    for (LoopPool loop : loops) {
      if (!loop.equals(asking) && loop.idleCount() > most) {
        most = loop.idleCount();
        best = loop;
      }
    }
    return best;
  }
}
