package dev.banyan.server.exchange.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** What happened in a schedule, line by line; kept only while a failed schedule is played again. */
final class EventLog {
  private final boolean kept;
  private final List<String> lines = new ArrayList<>();
  private LongSupplier clock = () -> 0;

  EventLog(boolean kept) {
    this.kept = kept;
  }

  void clock(LongSupplier nanosSinceStart) {
    clock = nanosSinceStart;
  }

  void add(String who, String what) {
    if (kept) {
      lines.add(String.format("%14.6f ms  %-12s %s", clock.getAsLong() / 1e6, who, what));
    }
  }

  void add(String who, String what, Object detail) {
    if (kept) {
      add(who, what + " " + detail);
    }
  }

  String text() {
    return String.join("\n", lines);
  }
}
