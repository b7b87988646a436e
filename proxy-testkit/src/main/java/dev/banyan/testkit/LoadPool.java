package dev.banyan.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * The connections of a load, each with a daemon thread. A job goes to the connection used last,
 * else to a new one, else it waits in line for the first that gets free. Safe to share.
 */
final class LoadPool {
  private static final Duration ABORT_TIME = Duration.ofSeconds(10);

  private final int most;
  private final long startNanos;
  private final Supplier<LoadConnection> opener;
  private final List<Worker> workers = new ArrayList<>();
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final Deque<LoadJob> backlog = new ArrayDeque<>();
  private final List<LoadResult> results = new ArrayList<>();
  private int submitted;
  private boolean finishing;

  LoadPool(int most, long startNanos, Supplier<LoadConnection> opener) {
    this.most = most;
    this.startNanos = startNanos;
    this.opener = opener;
  }

  /** Takes a job; never waits. */
  synchronized void submit(LoadJob job) {
    submitted++;
    if (!idle.isEmpty()) {
      idle.pop().inbox.add(Optional.of(job));
    } else if (workers.size() < most) {
      Worker worker = new Worker(opener.get(), new ArrayBlockingQueue<>(1));
      workers.add(worker);
      Thread thread = new Thread(() -> work(worker, job), "load " + workers.size());
      thread.setDaemon(true);
      thread.start();
    } else {
      backlog.add(job);
    }
  }

  /** Waits for all answers, or aborts what is left after the time; returns all results. */
  synchronized List<LoadResult> finish(Duration grace) {
    finishing = true;
    idle.forEach(worker -> worker.inbox.add(Optional.empty()));
    long deadline = System.nanoTime() + grace.toNanos();
    awaitResults(submitted, deadline);
    backlog.forEach(job -> results.add(job.notSent(startNanos)));
    backlog.clear();
    if (results.size() < submitted) {
      workers.forEach(worker -> worker.connection.abort());
      awaitResults(submitted, System.nanoTime() + ABORT_TIME.toNanos());
    }
    return results.stream().sorted(Comparator.comparingLong(LoadResult::dueNanos)).toList();
  }

  private synchronized void awaitResults(int count, long deadline) {
    while (results.size() < count) {
      long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        return;
      }
      try {
        wait(leftMillis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void work(Worker worker, LoadJob first) {
    for (Optional<LoadJob> job = Optional.of(first); job.isPresent(); job = next(worker)) {
      done(worker.connection.send(job.get()));
    }
    worker.connection.drop();
  }

  private synchronized void done(LoadResult result) {
    results.add(result);
    notifyAll();
  }

  private Optional<LoadJob> next(Worker worker) {
    synchronized (this) {
      if (finishing || !backlog.isEmpty()) {
        return Optional.ofNullable(backlog.poll());
      }
      idle.push(worker);
    }
    try {
      return worker.inbox.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private record Worker(LoadConnection connection, BlockingQueue<Optional<LoadJob>> inbox) {}
}
