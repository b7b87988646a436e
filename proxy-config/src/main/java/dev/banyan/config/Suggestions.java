package dev.banyan.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word that was meant by one that is unknown. Stateless. */
final class Suggestions {
  private Suggestions() {}

  /**
   * The known word nearest to {@code written}, or null if none is near: one edit for each three
   * letters, and one at least; of two equally near the one with the same beginning. Case and the
   * kind of hyphen do not count.
   */
  static @Nullable String nearest(String written, Collection<String> known) {
    String folded = fold(written);
    return known.stream()
        .filter(word -> isNear(folded, fold(word)))
        .min(
            Comparator.<String>comparingInt(word -> distance(folded, fold(word)))
                .thenComparingInt(word -> -commonStart(folded, fold(word))))
        .orElse(null);
  }

  /** {@link #nearest} as a question; null if no word is near. */
  static @Nullable String question(String written, Collection<String> known) {
    String nearest = nearest(written, known);
    return nearest == null ? null : question(nearest);
  }

  /** Asks whether {@code word} was meant. */
  static String question(String word) {
    return "did you mean `" + word + "`?";
  }

  private static boolean isNear(String a, String b) {
    int bound = Math.max(1, Math.min(a.length(), b.length()) / 3);
    return Math.abs(a.length() - b.length()) <= bound && distance(a, b) <= bound;
  }

  private static int commonStart(String a, String b) {
    int length = Math.min(a.length(), b.length());
    int i = 0;
    while (i < length && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }

  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The fewest insertions, deletions, changes and swaps of neighbours that lead from a to b. */
  private static int distance(String a, String b) {
    int[] twoAbove = new int[b.length() + 1];
    int[] above = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] free = twoAbove;
      twoAbove = above;
      above = row;
      row = free;
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], twoAbove[j - 2] + 1);
        }
      }
    }
    return row[b.length()];
  }
}
