package dev.banyan.server.boot;

import dev.banyan.server.telemetry.LoopLag;
import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.LoopContext;
import java.util.concurrent.TimeUnit;

/** Measures ten times a second how late an event loop is, and is its beat. Confined to the loop. */
final class LagProbe {
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Of five minutes; a machine that slept for a night is not late a million times. */
  private static final int MOST = 3000;

  private final LoopContext loop;
  private final LoopLag lag;
  private final Alarm alarm;
  private long due;

  private LagProbe(LoopContext loop, LoopLag lag) {
    this.loop = loop;
    this.lag = lag;
    this.alarm = loop.timers().alarm(this::ring);
  }

  /** Begins, until the loop ends; from any thread. */
  static void start(LoopContext loop, LoopLag lag) {
    loop.loop().execute(() -> new LagProbe(loop, lag).next());
  }

  private void next() {
    due = loop.timers().nanos() + PERIOD_NANOS;
    loop.timers().beat(due);
    alarm.at(due);
  }

  /** Counts all that was due: a loop that stands still for a second was late ten times. */
  private void ring() {
    long late = loop.timers().nanos() - due;
    lag.late(late);
    for (int more = 1; more < MOST && late >= PERIOD_NANOS; more++) {
      late -= PERIOD_NANOS;
      lag.late(late);
    }
    next();
  }
}
