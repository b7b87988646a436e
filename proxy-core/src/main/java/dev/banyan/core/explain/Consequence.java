package dev.banyan.core.explain;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What follows if an attempt fails in a certain way. Immutable.
 *
 * @param failures the names of the failures in logs; empty for an answer that is none
 * @param when what has happened, in words
 * @param attempts what is tried then, in order; empty for nothing
 * @param result what the client gets in the end, as long as nothing else fails
 * @param status the status that Banyan answers with; 0 if it is a side's
 * @param text attempts and result in words
 * @param place the place of the table behind it; null if the table has no say in it
 */
public record Consequence(
    List<String> failures,
    String when,
    List<Attempt> attempts,
    Result result,
    int status,
    String text,
    @Nullable Place place) {

  /** What is tried after a failure. */
  public enum Attempt {
    ANOTHER_ENDPOINT,
    FRESH_CONNECTION,
    LEGACY;

    /** The name in JSON, as in {@code another-endpoint}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What a client gets. */
  public enum Result {
    /** What legacy answers. */
    LEGACY,
    /** The answer at hand. */
    DELIVERED,
    /** An answer of Banyan's own. */
    ERROR,
    /** An answer that is cut off. */
    TRUNCATED;

    /** The name in JSON. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the lists. */
  public Consequence {
    failures = List.copyOf(failures);
    attempts = List.copyOf(attempts);
  }
}
