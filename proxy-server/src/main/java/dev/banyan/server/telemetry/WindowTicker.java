package dev.banyan.server.telemetry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Moves a window on every second, on a thread of its own. Shared-safe. */
final class WindowTicker implements AutoCloseable {
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TrafficWindow window;
  private final Thread thread;
  private volatile boolean closed;

  WindowTicker(TrafficWindow window) {
    this.window = window;
    this.thread = new Thread(this::run, "banyan-telemetry");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    long next = System.nanoTime() + TICK_NANOS;
    while (!closed) {
      long now = System.nanoTime();
      if (now - next < 0) {
        LockSupport.parkNanos(this, next - now);
      } else {
        window.tick(now);
        next = now + TICK_NANOS;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
