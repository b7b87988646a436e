package dev.banyan.server.exchange.sim;

import java.util.Map;
import java.util.TreeMap;

/** What happened how often in all schedules, so that a simulator that rots is noticed. */
final class Coverage {
  private final Map<String, int[]> counts = new TreeMap<>();

  void count(String what) {
    counts.computeIfAbsent(what, name -> new int[1])[0]++;
  }

  void count(String prefix, Enum<?> what) {
    count(prefix + what);
  }

  int of(String what) {
    int[] count = counts.get(what);
    return count == null ? 0 : count[0];
  }

  /** All counts, one a line. */
  String text() {
    StringBuilder text = new StringBuilder();
    counts.forEach((what, count) -> text.append(String.format("%9d %s%n", count[0], what)));
    return text.toString();
  }
}
