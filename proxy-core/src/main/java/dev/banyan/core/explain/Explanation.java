package dev.banyan.core.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a table makes of a request, and why. Immutable.
 *
 * @param asked the request line as it is read, in short
 * @param outcome who answers
 * @param sections what led to it, and what holds on the way
 * @param failing whose failures {@link #failures} are: {@code new} or {@code legacy}; null if no
 *     side is asked
 * @param failures what follows if the side that is asked fails, each kind of failure once
 * @param live what was known of the live table; null if the table was a file alone
 */
public record Explanation(
    String asked,
    Outcome outcome,
    List<Section> sections,
    @Nullable String failing,
    List<Consequence> failures,
    @Nullable LiveFacts live) {

  /** Copies the lists. */
  public Explanation {
    sections = List.copyOf(sections);
    failures = List.copyOf(failures);
  }
}
