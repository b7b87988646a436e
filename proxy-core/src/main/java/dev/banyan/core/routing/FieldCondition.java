package dev.banyan.core.routing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

  /** No value: the name does not occur. */
  public record Absent() implements Test {}

  /**
   * A value that as a whole has this form. A value above {@value #LONGEST_VALUE} bytes has none, so
   * that no client makes the event loop search for long. Immutable.
   */
  public static final class Regex implements Test {
    /** The longest value that is looked at, in bytes. */
    public static final int LONGEST_VALUE = 4096;

    private static final int MAX_INSTRUCTIONS = 1_000;
    private static final int LEAST_WORK = 15;
    private static final int INSTRUCTIONS_A_CONDITION = 4;

    private final String text;
    private final Pattern pattern;

    /**
     * Compiles the expression.
     *
     * @param text an expression in the syntax of RE2, which matches in linear time
     * @throws IllegalArgumentException if it is malformed, or too large once compiled
     */
    public Regex(String text) {
      this.text = text;
      this.pattern = compile(text);
      if (pattern.programSize() > MAX_INSTRUCTIONS) {
        throw new IllegalArgumentException(
            "regex: " + text + " (expected: fewer or shorter repetitions)");
      }
    }

    private static Pattern compile(String text) {
      try {
        return Pattern.compile(text);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "regex: " + text + " (expected: RE2 syntax; " + e.getDescription() + ")", e);
      }
    }

    /** The expression as written. */
    public String text() {
      return text;
    }

    /**
     * How many plain conditions its trial is worth: the time for each byte of a value grows with
     * the instructions of the compiled expression.
     */
    int work() {
      return Math.max(LEAST_WORK, pattern.programSize() / INSTRUCTIONS_A_CONDITION);
    }

    /** Whether {@code bytes[start, end)}, read as UTF-8, has this form. */
    boolean matches(byte[] bytes, int start, int end) {
      return end - start <= LONGEST_VALUE && pattern.matches(Arrays.copyOfRange(bytes, start, end));
    }

    boolean matches(String value) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      return matches(bytes, 0, bytes.length);
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Regex other && text.equals(other.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }

    @Override
    public String toString() {
      return "Regex[" + text + "]";
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

  /** The name does not occur. */
  public static FieldCondition absent(String name) {
    return new FieldCondition(name, new Absent());
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
