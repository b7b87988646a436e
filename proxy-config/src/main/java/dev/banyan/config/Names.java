package dev.banyan.config;

import java.util.regex.Pattern;

/** Names that an operator gives to routes and backends; they become labels of metrics. */
record Names() implements ScalarType<String> {
  /** The only one. */
  static final Names INSTANCE = new Names();

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  @Override
  public String label() {
    return "name";
  }

  @Override
  public Reading<String> read(String text) {
    return FORM.matcher(text).matches()
        ? Reading.of(text)
        : Reading.refused(
            "1 to 64 letters, digits, `.`, `_` or `-`, a letter or digit first", null);
  }
}
