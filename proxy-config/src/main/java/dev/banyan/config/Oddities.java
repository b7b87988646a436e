package dev.banyan.config;

import dev.banyan.core.http.Oddity;
import java.util.Arrays;

/** What may be odd about the answers of a backend. */
record Oddities() implements ScalarType<Oddity> {
  /** The only one. */
  static final Oddities INSTANCE = new Oddities();

  @Override
  public String label() {
    return "oddity";
  }

  @Override
  public Reading<Oddity> read(String text) {
    return Arrays.stream(Oddity.values())
        .filter(oddity -> oddity.label().equals(text))
        .findFirst()
        .map(Reading::of)
        .orElseGet(() ->
            Reading.refused(
                "one of " + String.join(", ", Oddity.labels()),
                Suggestions.nearest(text, Oddity.labels())));
  }
}
