package dev.banyan.config;

import java.util.regex.Pattern;

/**
 * Whole numbers, in decimal digits.
 *
 * @param label what the key reference calls them
 * @param least the smallest allowed
 * @param most the largest allowed
 */
record Counts(String label, int least, int most) implements ScalarType<Integer> {
  private static final Pattern FORM = Pattern.compile("0|[1-9]\\d{0,8}");

  /** Numbers of things. */
  static Counts of(int least, int most) {
    return new Counts("whole number, " + least + " to " + most, least, most);
  }

  @Override
  public Reading<Integer> read(String text) {
    if (!FORM.matcher(text).matches()) {
      return Reading.refused(range(), null);
    }
    int value = Integer.parseInt(text);
    return value < least || value > most ? Reading.refused(range(), null) : Reading.of(value);
  }

  private String range() {
    return "a whole number, " + least + " to " + most;
  }
}
