package dev.banyan.server.listen;

import dev.banyan.server.transport.Alarm;
import dev.banyan.server.transport.Timers;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets connections of one loop go on once all others had their turn. Netty runs tasks that tasks
 * have left for up to a second before it looks at sockets again, so it is an alarm that wakes them:
 * one for all. Confined to the loop.
 */
final class Turns {
  private final Timers timers;
  private final Alarm alarm;
  private List<Runnable> waiting = new ArrayList<>();

  Turns(Timers timers) {
    this.timers = timers;
    this.alarm = timers.alarm(this::next);
  }

  /** Has this run behind what the loop has to do for others; it must not throw. */
  void await(Runnable turn) {
    if (waiting.isEmpty()) {
      alarm.at(timers.nanos());
    }
    waiting.add(turn);
  }

  private void next() {
    List<Runnable> now = waiting;
    waiting = new ArrayList<>();
    now.forEach(Runnable::run);
  }
}
