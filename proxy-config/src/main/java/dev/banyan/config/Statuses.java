package dev.banyan.config;

import dev.banyan.config.document.StatusRange;
import java.util.regex.Pattern;

/** Statuses of new that count as failures: one such as {@code 503}, or a class such as 5xx. */
record Statuses() implements ScalarType<StatusRange> {
  /** The only one. */
  static final Statuses INSTANCE = new Statuses();

  private static final Pattern STATUS = Pattern.compile("[45]\\d\\d");
  private static final Pattern CLASS = Pattern.compile("[45](xx|XX)");

  @Override
  public String label() {
    return "status";
  }

  @Override
  public Reading<StatusRange> read(String text) {
    if (STATUS.matcher(text).matches()) {
      int status = Integer.parseInt(text);
      return Reading.of(new StatusRange(status, status));
    }
    if (CLASS.matcher(text).matches()) {
      int first = (text.charAt(0) - '0') * 100;
      return Reading.of(new StatusRange(first, first + 99));
    }
    return Reading.refused("a status from 400 to 599 such as 503, or 4xx or 5xx", null);
  }
}
