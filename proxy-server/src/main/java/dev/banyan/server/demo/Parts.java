package dev.banyan.server.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, to be stopped in the reverse order. Confined to one thread. */
final class Parts implements AutoCloseable {
  private final Deque<Runnable> stops = new ArrayDeque<>();

  /** Adds a part by the way to stop it. */
  void add(Runnable stop) {
    stops.push(stop);
  }

  @Override
  public void close() {
    while (!stops.isEmpty()) {
      stops.pop().run();
    }
  }
}
