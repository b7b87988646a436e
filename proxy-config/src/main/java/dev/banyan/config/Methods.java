package dev.banyan.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Request methods; their names are case-sensitive (RFC 9110 section 9.1).
 *
 * @param known those that may be written
 * @param open whether any other token may be written too
 */
record Methods(List<String> known, boolean open) implements ScalarType<String> {
  /** What a route may ask for: any method but CONNECT, which is never forwarded. */
  static final Methods MATCHED =
      new Methods(List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"), true);

  /** What a route may allow to be sent twice. */
  static final Methods REPLAYED = new Methods(List.of("POST", "PUT", "DELETE", "PATCH"), false);

  @Override
  public String label() {
    return "method";
  }

  @Override
  public Reading<String> read(String text) {
    String meant = misspelt(text);
    boolean other = open && Tokens.isToken(text) && meant == null && !text.equals("CONNECT");
    return known.contains(text) || other
        ? Reading.of(text)
        : Reading.refused(Phrases.oneOf(known) + (open ? ", or another method" : ""), meant);
  }

  /** The known method that was likely meant, or null: others are rare, and rarely so similar. */
  private @Nullable String misspelt(String text) {
    return known.contains(text) ? null : Suggestions.nearest(text, known);
  }
}
