package dev.banyan.server.exchange;

import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.Timers;
import java.util.ArrayList;
import java.util.List;

/** Time that passes when a test says so, and rings its alarms on the way. */
final class ManualTime implements Timers {
  private final List<ManualAlarm> alarms = new ArrayList<>();
  private long now = Long.MAX_VALUE - 1_000;
  private long still;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public long stoodStillNanos(long present) {
    return still;
  }

  /** Lets time pass in which the loop does nothing; alarms ring late. */
  void standStill(long nanos) {
    still += nanos;
    now += nanos;
    pass(0);
  }

  /** Lets time pass. */
  void pass(long nanos) {
    long until = now + nanos;
    for (ManualAlarm next = next(until); next != null; next = next(until)) {
      now = next.time - now > 0 ? next.time : now;
      next.set = false;
      next.action.run();
    }
    now = until;
  }

  private ManualAlarm next(long until) {
    ManualAlarm first = null;
    for (ManualAlarm alarm : alarms) {
      if (alarm.set && alarm.time - until <= 0 && (first == null || alarm.time - first.time < 0)) {
        first = alarm;
      }
    }
    return first;
  }

  @Override
  public ManualAlarm alarm(Runnable action) {
    ManualAlarm made = new ManualAlarm(action);
    alarms.add(made);
    return made;
  }

  static final class ManualAlarm implements Alarm {
    private final Runnable action;
    private long time;
    private boolean set;

    private ManualAlarm(Runnable action) {
      this.action = action;
    }

    boolean isSet() {
      return set;
    }

    @Override
    public void at(long nanos) {
      time = nanos;
      set = true;
    }

    @Override
    public void clear() {
      set = false;
    }
  }
}
