package dev.banyan.config;

/** Paths that a cookie may be for (RFC 6265 section 4.1.1). */
record CookiePaths() implements ScalarType<String> {
  /** The only one. */
  static final CookiePaths INSTANCE = new CookiePaths();

  private static final int LONGEST = 1_024;

  @Override
  public String label() {
    return "path";
  }

  @Override
  public Reading<String> read(String text) {
    boolean path = text.startsWith("/") && text.length() <= LONGEST;
    if (path && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ';' && c != '*')) {
      return Reading.of(text);
    }
    String meant = text.matches("/[A-Za-z0-9/._-]*/\\*\\*") ? text.replace("/**", "") : null;
    return Reading.refused("a path such as /shop, which holds all below it", meant);
  }
}
