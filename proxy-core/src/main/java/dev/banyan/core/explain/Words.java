package dev.banyan.core.explain;

import dev.banyan.core.http.MessageHead;
import dev.banyan.core.resilience.StatusSet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts values into words as a table writes them. Stateless. */
final class Words {
  private static final int LONGEST = 160;

  private Words() {}

  /** A text of a client's that a terminal can show: no control character, and not too long. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(point -> shown.appendCodePoint(isVisible(point) ? point : '\ufffd'));
    return text.codePointCount(0, text.length()) > LONGEST
        ? shown.append('\u2026').toString()
        : shown.toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** Bytes of a client's, read as UTF-8. */
  static String shown(byte[] bytes, int start, int end) {
    return shown(new String(Arrays.copyOfRange(bytes, start, end), StandardCharsets.UTF_8));
  }

  /** The value of a field of a head. */
  static String value(MessageHead head, int field) {
    return shown(head.bytes(), head.valueStart(field), head.valueEnd(field));
  }

  /** Hundredths of a percent, as in {@code 12.5%}. */
  static String percent(int hundredths) {
    String whole = Integer.toString(hundredths / 100);
    int rest = hundredths % 100;
    String digits = rest % 10 == 0 ? Integer.toString(rest / 10) : (rest < 10 ? "0" : "") + rest;
    return rest == 0 ? whole + "%" : whole + "." + digits + "%";
  }

  /** A duration in the largest unit that is exact, as in {@code 800ms}. */
  static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    if (seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
  }

  /** A time that has passed or is left, in whole seconds unless it is short. */
  static String about(Duration time) {
    long millis = time.toMillis();
    return millis < 1_000 ? millis + "ms" : (millis + 500) / 1_000 + "s";
  }

  /** A size in the largest unit that is exact, as in {@code 64KiB}. */
  static String size(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB"};
    int unit = 0;
    long rest = bytes;
    while (unit < units.length - 1 && rest > 0 && rest % 1024 == 0) {
      rest /= 1024;
      unit++;
    }
    return rest + units[unit];
  }

  /** Statuses, with what follows one another put together: {@code 500, 502-504}. */
  static String statuses(StatusSet set) {
    List<String> words = new ArrayList<>();
    for (int first = 100; first < 600; first++) {
      int last = first;
      while (set.contains(last)) {
        last++;
      }
      if (last - first == 1) {
        words.add(Integer.toString(first));
      } else if (last > first) {
        words.add(first + "-" + (last - 1));
      }
      first = Math.max(first, last);
    }
    return String.join(", ", words);
  }

  /** As in {@code 1 route}, {@code 2 routes}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** As in {@code a, b or c}. */
  static String oneOf(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }
}
