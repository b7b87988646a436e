package dev.banyan.config;

import java.util.regex.Pattern;

/** Media types with their parameters (RFC 9110 section 8.3.1). */
record MediaTypes() implements ScalarType<String> {
  /** The only one. */
  static final MediaTypes INSTANCE = new MediaTypes();

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern FORM =
      Pattern.compile(
          TOKEN + "/" + TOKEN + "( ?; ?" + TOKEN + "=(" + TOKEN + "|\"[ !#-\\[\\]-~]*\"))*");
  private static final int LONGEST = 256;

  @Override
  public String label() {
    return "media type";
  }

  @Override
  public Reading<String> read(String text) {
    return text.length() <= LONGEST && FORM.matcher(text).matches()
        ? Reading.of(text)
        : Reading.refused("a media type such as text/html; charset=utf-8", null);
  }
}
