package dev.banyan.config;

/** Paths that are asked of an endpoint, perhaps with a query. */
record CheckPaths() implements ScalarType<String> {
  /** The only one. */
  static final CheckPaths INSTANCE = new CheckPaths();

  private static final int LONGEST = 1_024;

  @Override
  public String label() {
    return "path";
  }

  @Override
  public Reading<String> read(String text) {
    boolean path = text.startsWith("/") && text.length() <= LONGEST;
    if (path && text.chars().allMatch(CheckPaths::mayStandInTarget)) {
      return Reading.of(text);
    }
    String expected = "a path such as /healthz, other characters than those of a URL escaped";
    String meant = text.matches("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*") ? "/" + text : null;
    return Reading.refused(expected, meant);
  }

  /** Visible and ASCII, and no fragment. */
  private static boolean mayStandInTarget(int c) {
    return c > ' ' && c < 0x7f && "\"#<>\\^`{|}".indexOf(c) < 0;
  }
}
