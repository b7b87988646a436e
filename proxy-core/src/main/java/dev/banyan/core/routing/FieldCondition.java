package dev.banyan.core.routing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * What a header, a query parameter or a cookie must be for a route to take a request. Where a name
 * occurs more than once the first value counts. Immutable.
 *
 * @param name the name: of a header in any case, of a query parameter or cookie exactly
 * @param test what is asked of the value
 */
public record FieldCondition(String name, Test test) {
  /** What is asked of a value. */
  public sealed interface Test {}

  /** Any value, an empty one too. */
  public record Present() implements Test {}

  /**
   * This value.
   *
   * @param value compared byte for byte, in UTF-8
   */
  public record Exact(String value) implements Test {}

  /**
   * A value that begins so.
   *
   * @param value compared byte for byte, in UTF-8
   */
  public record Prefix(String value) implements Test {}

  /**
   * A value that as a whole has this form.
   *
   * @param text an expression in the syntax of RE2, which matches in linear time
   */
  public record Regex(String text) implements Test {
    private static final int MAX_INSTRUCTIONS = 2_000;

    /**
     * Checks the expression.
     *
     * @throws IllegalArgumentException if it is malformed, or too large once compiled
     */
    public Regex {
      if (compile(text).programSize() > MAX_INSTRUCTIONS) {
        throw new IllegalArgumentException(
            "regex: " + text + " (expected: fewer or shorter repetitions)");
      }
    }

    Pattern compiled() {
      return compile(text);
    }

    private static Pattern compile(String text) {
      try {
        return Pattern.compile(text);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "regex: " + text + " (expected: RE2 syntax; " + e.getDescription() + ")", e);
      }
    }
  }

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public FieldCondition {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("name: empty (expected: one character or more)");
    }
  }

  /** The name occurs. */
  public static FieldCondition present(String name) {
    return new FieldCondition(name, new Present());
  }

  /** The name occurs with this value. */
  public static FieldCondition exact(String name, String value) {
    return new FieldCondition(name, new Exact(value));
  }

  /** The name occurs with a value that begins so. */
  public static FieldCondition prefix(String name, String value) {
    return new FieldCondition(name, new Prefix(value));
  }

  /**
   * The name occurs with a value that as a whole has this form.
   *
   * @throws IllegalArgumentException if {@code text} is no expression of RE2, or too large
   */
  public static FieldCondition regex(String name, String text) {
    return new FieldCondition(name, new Regex(text));
  }
}
