package dev.banyan.server.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Alarms on a Netty event loop. Confined to it. */
final class LoopTimers implements Timers {
  /** Later than this an alarm is late: the loop was busy, or the JVM stood still. */
  private static final long LATE_NANOS = 5_000_000;

  /** A loop that is this late for its beat did not just work on something else. */
  private static final long STILL_NANOS = 50_000_000;

  private final EventLoop loop;
  private final Faults faults;
  private boolean beats;
  private long dueNanos;
  private long seenNanos;
  private long stillNanos;

  LoopTimers(EventLoop loop, Faults faults) {
    this.loop = loop;
    this.faults = faults;
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long stoodStillNanos(long now) {
    if (beats && now - dueNanos > STILL_NANOS) {
      stillNanos += now - seenNanos;
      dueNanos = now;
    }
    seenNanos = now;
    return stillNanos;
  }

  @Override
  public void beat(long due) {
    stillNanos = stoodStillNanos(System.nanoTime());
    dueNanos = due;
    beats = true;
  }

  @Override
  public Alarm alarm(Runnable action) {
    return new LoopAlarm(action);
  }

  private final class LoopAlarm implements Alarm, Runnable {
    private final Runnable action;
    private boolean set;
    private boolean letsRead;
    private long time;
    private long wakeUp;
    private @Nullable ScheduledFuture<?> pending;

    LoopAlarm(Runnable action) {
      this.action = action;
    }

    @Override
    public void at(long nanos) {
      set = true;
      letsRead = false;
      time = nanos;
      if (pending == null) {
        schedule(System.nanoTime());
      } else if (nanos - wakeUp < 0) {
        pending.cancel(false);
        schedule(System.nanoTime());
      }
    }

    @Override
    public void clear() {
      set = false;
    }

    @Override
    public void end() {
      set = false;
      if (pending != null) {
        pending.cancel(false);
        pending = null;
      }
    }

    private void schedule(long now) {
      wakeUp = time;
      pending = loop.schedule(this, Math.max(0, time - now), TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
      pending = null;
      if (!set) {
        return;
      }
      long now = System.nanoTime();
      stillNanos = stoodStillNanos(now);
      if (time - now > 0) {
        schedule(now);
      } else if (now - time > LATE_NANOS && !letsRead) {
        // What came in time may not be read yet: the loop reads once before it rings.
        letsRead = true;
        schedule(now);
      } else {
        set = false;
        ring();
      }
    }

    /** Netty keeps what a task throws to itself. */
    private void ring() {
      try {
        action.run();
      } catch (RuntimeException e) {
        faults.tell(e);
      }
    }
  }
}
