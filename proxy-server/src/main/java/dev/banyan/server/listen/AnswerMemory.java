package dev.banyan.server.listen;

import dev.banyan.core.resilience.SlowestTakers;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of answers that clients have not taken yet, of all connections together. Beyond its
 * bound those go that took least for longest, on whatever loop they are. Shared-safe.
 */
final class AnswerMemory {
  private final long max;
  private final AtomicLong held = new AtomicLong();
  private final List<SlowClients> loops = new CopyOnWriteArrayList<>();
  private final AtomicBoolean choosing = new AtomicBoolean();

  /**
   * Nothing is held.
   *
   * @param max most bytes
   */
  AnswerMemory(long max) {
    this.max = max;
  }

  long max() {
    return max;
  }

  long held() {
    return held.get();
  }

  /** The slow clients of one more loop, none yet. */
  SlowClients newLoop(Executor loop) {
    SlowClients added = new SlowClients(this, loop);
    loops.add(added);
    return added;
  }

  /** More is held, or less if {@code bytes} is negative. */
  void add(long bytes) {
    long now = held.addAndGet(bytes);
    if (bytes > 0 && now > max) {
      makeRoom();
    }
  }

  /** Has each loop say who is slowest, and then lets the slowest of all go. */
  private void makeRoom() {
    if (choosing.compareAndSet(false, true)) {
      Choice choice = new Choice(held.get() - max);
      loops.forEach(choice::ask);
    }
  }

  /** Asks all loops, each on its own thread; the last that answers decides. */
  private final class Choice {
    private final long neededBytes;
    private final AtomicInteger missing = new AtomicInteger(loops.size());
    private final Queue<SlowestTakers<HeldAnswer>> found = new ConcurrentLinkedQueue<>();

    Choice(long neededBytes) {
      this.neededBytes = neededBytes;
    }

    void ask(SlowClients clients) {
      try {
        clients.loop().execute(() -> answered(clients.slowest(neededBytes)));
      } catch (RejectedExecutionException e) {
        answered(new SlowestTakers<>(neededBytes));
      }
    }

    private void answered(SlowestTakers<HeldAnswer> slowest) {
      found.add(slowest);
      if (missing.decrementAndGet() == 0) {
        decide();
      }
    }

    /** What was chosen before is gone by now: each loop has let it go before it was asked. */
    private void decide() {
      long needed = held.get() - max;
      long freed = 0;
      if (needed > 0) {
        SlowestTakers<HeldAnswer> all = new SlowestTakers<>(needed);
        found.forEach(all::lookAt);
        all.slowestFirst().forEach(HeldAnswer::letGo);
        freed = all.foundBytes();
      }
      choosing.set(false);
      if (freed > 0 && held.get() - freed > max) {
        makeRoom();
      }
    }
  }
}
