package dev.banyan.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Percentages in steps of 0.01%, read as hundredths of a percent.
 *
 * @param least the smallest allowed, in hundredths of a percent
 */
record Percentages(int least) implements ScalarType<Integer> {
  /** From 0% to 100%. */
  static final Percentages FROM_ZERO = new Percentages(0);

  /** From 0.01% to 100%. */
  static final Percentages POSITIVE = new Percentages(1);

  private static final int ALL = 10_000;
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,9}))? ?(%?)");

  @Override
  public String label() {
    return "percentage";
  }

  @Override
  public Reading<Integer> read(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Reading.refused("a percentage such as 10% or 0.25%", null);
    }
    if (!text.endsWith("%") || text.indexOf(' ') >= 0) {
      return Reading.refused("a percentage such as 10% or 0.25%", meant(matcher));
    }
    String fraction = matcher.group(2) == null ? "" : matcher.group(2);
    if (fraction.length() > 2) {
      return Reading.refused("steps of 0.01%", null);
    }
    int hundredths = Integer.parseInt((fraction + "00").substring(0, 2));
    long value = Long.parseLong(matcher.group(1)) * 100 + hundredths;
    if (value < least || value > ALL) {
      return Reading.refused(format(least) + " to 100%", null);
    }
    return Reading.of((int) value);
  }

  /** A number of hundredths of a percent as a table writes it. */
  static String format(int hundredths) {
    String whole = Integer.toString(hundredths / 100);
    int rest = hundredths % 100;
    if (rest == 0) {
      return whole + "%";
    }
    return whole + "." + (rest % 10 == 0 ? "" + rest / 10 : rest < 10 ? "0" + rest : rest) + "%";
  }

  private static @Nullable String meant(Matcher matcher) {
    if (matcher.group(3).isEmpty() && matcher.group(1).equals("0") && matcher.group(2) != null) {
      return null; // 0.5 is a half for one, and half a percent for another
    }
    String fraction = matcher.group(2) == null ? "" : "." + matcher.group(2);
    return fraction.length() > 3 ? null : matcher.group(1) + fraction + "%";
  }
}
