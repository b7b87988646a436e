package dev.banyan.config;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, or doubtful, in a route table. Immutable.
 *
 * @param severity whether the table can be used nevertheless
 * @param file the name of the file
 * @param place where in the file; null if it is about the whole file
 * @param message what is wrong, as in {@code share: 120% (expected: 0% to 100%)}
 * @param help what would have been right; null if the message says it all
 */
public record Problem(
    Severity severity, String file, @Nullable Place place, String message, @Nullable String help) {

  /** Whether a table with this problem can be used. */
  public enum Severity {
    /** The table is refused. */
    ERROR,
    /** The table is taken. */
    WARNING
  }

  /**
   * A stretch of one line.
   *
   * @param line the number of the line, from 1
   * @param column the first character marked, from 1, in Unicode characters
   * @param text the line without its end; of a very long line only what is around the mark
   * @param from the first {@code char} of {@code text} that is marked, from 0
   * @param to the {@code char} of {@code text} after the last one marked; {@code from} or more
   */
  public record Place(int line, int column, String text, int from, int to) {}

  /** Whether the table is refused because of this. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** One line, as in {@code routes.yaml:12:5: error: share: 120% (expected: 0% to 100%)}. */
  @Override
  public String toString() {
    String at = place == null ? file : file + ":" + place.line() + ":" + place.column();
    return at + (isError() ? ": error: " : ": warning: ") + message;
  }
}
