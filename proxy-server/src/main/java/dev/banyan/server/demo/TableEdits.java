package dev.banyan.server.demo;

import dev.banyan.config.document.Span;
import java.util.Map;
import java.util.TreeMap;

/**
 * Replaces values of a table in place, so that comments and layout stay. Confined to one thread.
 */
final class TableEdits {
  private final String text;
  private final Map<Integer, Edit> byStart = new TreeMap<>();

  TableEdits(String text) {
    this.text = text;
  }

  private record Edit(int end, String value) {}

  /** Puts a value in the place of the one that stands there. */
  void replace(Span place, String value) {
    byStart.put(place.start(), new Edit(place.end(), value));
  }

  /** The text with all values replaced. */
  String apply() {
    StringBuilder edited = new StringBuilder();
    int copied = 0;
    for (Map.Entry<Integer, Edit> each : byStart.entrySet()) {
      edited.append(text, copied, each.getKey()).append(each.getValue().value());
      copied = each.getValue().end();
    }
    return edited.append(text, copied, text.length()).toString();
  }
}
