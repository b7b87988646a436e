package dev.banyan.config;

import dev.banyan.core.http.HttpMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    return "methods";
  }

  @Override
  public Reading<String> read(String text) {
    boolean other = open && Tokens.isToken(text) && misspelt(text) == null;
    return known.contains(text) || (other && !text.equals("CONNECT"))
        ? Reading.of(text)
        : Reading.refused(Phrases.oneOf(known), Suggestions.nearest(text, known));
  }

  /** The method that differs from {@code text} in case only, or null. */
  private static @Nullable String misspelt(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    boolean named = Arrays.stream(HttpMethod.values()).anyMatch(m -> m.name().equals(upper));
    return named && !upper.equals(text) ? upper : null;
  }
}
