package dev.banyan.server.exchange.sim;

import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.Timers;
import java.util.PriorityQueue;

/**
 * Virtual time: it stands while an event runs, and jumps to the next one. Events of the same
 * instant run in an order that is drawn.
 */
final class SimTime implements Timers {
  private final Draw draw;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long now;
  private long serial;

  /** Time that begins at {@code now}; near the end of the range it will wrap, as nanoTime may. */
  SimTime(Draw draw, long now) {
    this.draw = draw;
    this.now = now;
  }

  @Override
  public long nanos() {
    return now;
  }

  /** Lets {@code action} run {@code nanos} from now. */
  void in(long nanos, Runnable action) {
    events.add(new Event(now + nanos, draw.below(1 << 16), serial++, action));
  }

  /** Runs the next event; false if there is none. */
  boolean runNext() {
    Event next = events.poll();
    if (next == null) {
      return false;
    }
    now = next.time;
    next.action.run();
    return true;
  }

  /** Lets time pass while nothing is going on. */
  void pass(long nanos) {
    now += nanos;
  }

  @Override
  public SimAlarm alarm(Runnable action) {
    return new SimAlarm(action);
  }

  /** An alarm that can be asked whether it is set. */
  final class SimAlarm implements Alarm {
    private final Runnable action;
    private int setting;
    private boolean set;

    private SimAlarm(Runnable action) {
      this.action = action;
    }

    boolean isSet() {
      return set;
    }

    @Override
    public void at(long nanos) {
      set = true;
      int mine = ++setting;
      in(Math.max(0, nanos - now), () -> ring(mine));
    }

    @Override
    public void clear() {
      set = false;
      setting++;
    }

    private void ring(int mine) {
      if (set && mine == setting) {
        set = false;
        action.run();
      }
    }
  }

  private record Event(long time, int tie, long serial, Runnable action)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      long distance = time - other.time;
      if (distance != 0) {
        return distance < 0 ? -1 : 1;
      }
      return tie == other.tie
          ? Long.compare(serial, other.serial)
          : Integer.compare(tie, other.tie);
    }
  }
}
