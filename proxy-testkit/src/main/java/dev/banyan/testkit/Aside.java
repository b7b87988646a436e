package dev.banyan.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Runs what blocks beside a test, each task on a daemon thread of its own from the moment it is
 * asked for. The JDK's common pool may have a single thread, on a machine with two processors, and
 * then a task begins only when those before it have ended, be they of other tests. Stateless.
 */
public final class Aside {
  private Aside() {}

  /**
   * Begins a task.
   *
   * @param name its thread's
   * @return completes with its value, or with what it throws
   */
  public static <T> CompletableFuture<T> run(String name, Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, work -> start(name, work));
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
