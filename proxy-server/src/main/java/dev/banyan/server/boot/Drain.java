package dev.banyan.server.boot;

import dev.banyan.server.control.ControlLoop;
import dev.banyan.server.listen.Listeners;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An orderly stop: first readiness goes off while ports still accept, so that a balancer can leave;
 * then the ports close, and requests in flight have some time; then what is left is refused, and
 * clients have a second to take that. Shared-safe.
 */
final class Drain {
  private static final long LOOK_MILLIS = 20;

  /** How long clients have to take what they are told at the end. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final Listeners listeners;
  private final ControlLoop control;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile boolean begun;

  Drain(Listeners listeners, ControlLoop control) {
    this.listeners = listeners;
    this.control = control;
  }

  boolean begun() {
    return begun;
  }

  /** Ends every wait of {@link #run}. */
  void stopWaiting() {
    stop.countDown();
  }

  /**
   * Drains; blocks until that is done.
   *
   * @param delay how long ports still accept
   * @param most how long requests in flight may take after that
   */
  void run(Duration delay, Duration most) {
    begun = true;
    listeners.drain(false);
    if (stopped(delay.toMillis())) {
      listeners.cut();
      return;
    }
    // A table that came later could open ports again.
    control.close();
    listeners.unbindAll();
    listeners.drain(true);
    if (!lastConnectionEnds(most)) {
      listeners.refuse();
      lastConnectionEnds(FAREWELL);
    }
    listeners.cut();
  }

  /** Waits for the last connection to end; false if it does not in time, or none waits any more. */
  private boolean lastConnectionEnds(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    while (listeners.meters().connections() > 0) {
      if (System.nanoTime() - deadline >= 0 || stopped(LOOK_MILLIS)) {
        return false;
      }
    }
    return true;
  }

  private boolean stopped(long millis) {
    try {
      return stop.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
