package dev.banyan.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The field lines of a head or of trailers, exactly as received and in their order. Immutable.
 *
 * @param lines the lines without their line ends, such as {@code Host: shop.example}
 */
public record HeaderLines(List<String> lines) {
  /** No lines at all. */
  public static final HeaderLines NONE = new HeaderLines(List.of());

  /** Copies the lines. */
  public HeaderLines {
    lines = List.copyOf(lines);
  }

  /** Returns the first value of a field, without surrounding white space; names ignore case. */
  public Optional<String> first(String name) {
    return values(name).stream().findFirst();
  }

  /** Returns every value of a field in order, one for each line; empty if there is none. */
  public List<String> values(String name) {
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon == name.length() && line.regionMatches(true, 0, name, 0, colon)) {
        values.add(line.substring(colon + 1).strip());
      }
    }
    return List.copyOf(values);
  }

  /** Tells whether a field is present. */
  public boolean has(String name) {
    return !values(name).isEmpty();
  }

  /** Tells whether a field lists the token, ignoring case: {@code Connection: a, close}. */
  boolean lists(String name, String token) {
    String wanted = token.toLowerCase(Locale.ROOT);
    for (String value : values(name)) {
      for (String item : value.toLowerCase(Locale.ROOT).split(",", -1)) {
        if (item.strip().equals(wanted)) {
          return true;
        }
      }
    }
    return false;
  }
}
