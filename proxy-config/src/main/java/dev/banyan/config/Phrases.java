package dev.banyan.config;

import dev.banyan.core.http.Credentials;
import java.util.Collection;
import java.util.List;

/** Pieces of messages. Stateless. */
final class Phrases {
  private static final int MOST_LISTED = 12;
  private static final int LONGEST_QUOTED = 60;
  private static final int LONGEST_LOOKED_AT = 16 << 10;

  private Phrases() {}

  /** {@code a}, or {@code a or b}, or {@code a, b or c}; of a long list some are counted. */
  static String oneOf(Collection<String> words) {
    return list(List.copyOf(words), " or ");
  }

  /** {@code a}, or {@code a and b}, or {@code a, b and c}. */
  static String allOf(Collection<String> words) {
    return list(List.copyOf(words), " and ");
  }

  /** A text from the file without credentials, cut where it would fill the message. */
  static String quoted(String text) {
    String line = text.lines().findFirst().orElse("");
    boolean whole = line.length() == text.length() && line.length() <= LONGEST_QUOTED;
    // Hidden first, and cut then: a part of a URL would not be known for one.
    String shown =
        Credentials.hidden(line.substring(0, Math.min(line.length(), LONGEST_LOOKED_AT)));
    return whole ? shown : shown.substring(0, Math.min(shown.length(), LONGEST_QUOTED)) + "...";
  }

  private static String list(List<String> words, String last) {
    int count = words.size();
    if (count > MOST_LISTED) {
      String listed = String.join(", ", words.subList(0, MOST_LISTED - 1));
      return listed + last + (count - MOST_LISTED + 1) + " more";
    }
    return count < 2
        ? String.join("", words)
        : String.join(", ", words.subList(0, count - 1)) + last + words.get(count - 1);
  }
}
