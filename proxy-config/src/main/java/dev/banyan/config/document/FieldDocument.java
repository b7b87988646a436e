package dev.banyan.config.document;

/**
 * A condition on a header, a query parameter or a cookie as written. Immutable.
 *
 * @param test what is asked of the value
 * @param value what it is compared with; of no use for {@link Test#PRESENT} and {@link Test#ABSENT}
 */
public record FieldDocument(Located<String> name, Test test, Located<String> value) {
  /** What is asked of a value. */
  public enum Test {
    EXACT,
    PREFIX,
    REGEX,
    PRESENT,
    ABSENT
  }
}
