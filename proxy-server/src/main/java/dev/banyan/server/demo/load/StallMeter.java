package dev.banyan.server.demo.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how long threads of this JVM wait for a processor, with a thread that wants to run a
 * hundred times a second. On a machine that is too busy the demo would else blame the proxy for
 * time-outs. Shared-safe; remembers about the last minute.
 */
public final class StallMeter implements AutoCloseable {
  private static final long NAP_NANOS = Duration.ofMillis(10).toNanos();
  private static final int NAPS = 6_000;

  private final long[] wakeNanos = new long[NAPS];
  private final long[] lateNanos = new long[NAPS];
  private final long beganNanos = System.nanoTime();
  private int next;
  private int filled;
  private long totalLateNanos;
  private volatile boolean closed;

  /** A meter that nobody tells anything yet. */
  StallMeter() {}

  /** Starts a meter with a thread of its own. */
  public static StallMeter start() {
    StallMeter meter = new StallMeter();
    Thread napper = new Thread(meter::nap, "banyan-demo-stalls");
    napper.setDaemon(true);
    napper.start();
    return meter;
  }

  private void nap() {
    while (!closed) {
      long before = System.nanoTime();
      LockSupport.parkNanos(NAP_NANOS);
      long now = System.nanoTime();
      woke(now, now - before - NAP_NANOS);
    }
  }

  /** Notes a nap that ended at {@code nanos}, so much too late. */
  synchronized void woke(long nanos, long late) {
    wakeNanos[next] = nanos;
    lateNanos[next] = Math.max(0, late);
    totalLateNanos += lateNanos[next];
    next = (next + 1) % NAPS;
    filled = Math.min(filled + 1, NAPS);
  }

  /** How long naps that ended between two times lasted too long, all together. */
  synchronized Duration stalled(long fromNanos, long toNanos) {
    long late = 0;
    for (int back = 1; back <= filled; back++) {
      int at = Math.floorMod(next - back, NAPS);
      if (wakeNanos[at] - fromNanos < 0) {
        break;
      }
      if (wakeNanos[at] - toNanos <= 0) {
        late += lateNanos[at];
      }
    }
    return Duration.ofNanos(late);
  }

  /** The part of the time since the begin in which a thread that wanted to run waited, 0 to 1. */
  public synchronized double lateness() {
    return (double) totalLateNanos / Math.max(1, System.nanoTime() - beganNanos);
  }

  /** Ends its thread, at its next wake-up. */
  @Override
  public void close() {
    closed = true;
  }
}
