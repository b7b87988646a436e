package dev.banyan.config;

import java.util.List;

/**
 * One of a few words.
 *
 * @param words all of them, in the order in which they are listed
 */
record Words(List<String> words) implements ScalarType<String> {
  /** One of these words. */
  static Words of(String... words) {
    return new Words(List.of(words));
  }

  @Override
  public String label() {
    return "`" + String.join("`, `", words) + "`";
  }

  @Override
  public Reading<String> read(String text) {
    return words.contains(text)
        ? Reading.of(text)
        : Reading.refused(Phrases.oneOf(words), Suggestions.nearest(text, words));
  }
}
