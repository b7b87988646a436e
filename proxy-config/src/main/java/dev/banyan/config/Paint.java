package dev.banyan.config;

/**
 * ANSI colours for a terminal. Immutable.
 *
 * @param on whether there are any
 */
record Paint(boolean on) {
  private static final String RESET = "\033[0m";
  private static final String BOLD = "\033[1m";

  /** A bold colour. */
  enum Colour {
    RED("\033[1;31m"),
    YELLOW("\033[1;33m"),
    BLUE("\033[1;34m"),
    CYAN("\033[1;36m");

    private final String start;

    Colour(String start) {
      this.start = start;
    }
  }

  String bold(String text) {
    return on ? BOLD + text + RESET : text;
  }

  String colour(Colour colour, String text) {
    return on ? colour.start + text + RESET : text;
  }
}
