package dev.banyan.config;

import dev.banyan.config.document.StatusRange;
import java.util.regex.Pattern;

/**
 * Statuses of a backend: one such as {@code 503}, or a class such as 5xx.
 *
 * @param first the first class, from 1 to 5; all after it are allowed too
 * @param expected what is expected, for messages
 */
record Statuses(int first, String expected) implements ScalarType<StatusRange> {
  /** Those that can count as failures. */
  static final Statuses INSTANCE =
      new Statuses(4, "a status from 400 to 599 such as 503, or 4xx or 5xx");

  /** Those of any final answer. */
  static final Statuses ALL =
      new Statuses(2, "a status from 200 to 599 such as 204, or a class such as 2xx");

  private static final Pattern STATUS = Pattern.compile("[1-5]\\d\\d");
  private static final Pattern CLASS = Pattern.compile("[1-5](xx|XX)");

  @Override
  public String label() {
    return "status";
  }

  @Override
  public Reading<StatusRange> read(String text) {
    if (text.isEmpty() || text.charAt(0) - '0' < first) {
      return Reading.refused(expected, null);
    }
    if (STATUS.matcher(text).matches()) {
      int status = Integer.parseInt(text);
      return Reading.of(new StatusRange(status, status));
    }
    if (CLASS.matcher(text).matches()) {
      int first = (text.charAt(0) - '0') * 100;
      return Reading.of(new StatusRange(first, first + 99));
    }
    return Reading.refused(expected, null);
  }
}
