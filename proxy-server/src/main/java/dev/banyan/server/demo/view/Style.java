package dev.banyan.server.demo.view;

/** How text looks on a terminal: with the sixteen colours that every theme defines. */
enum Style {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  REVERSE("7"),
  LEGACY("36"),
  NEW("35"),
  GOOD("32"),
  DOUBTFUL("33"),
  BAD("1;31");

  private static final char ESCAPE = 0x1b;

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** Text in this style. */
  String apply(String text) {
    return code.isEmpty() || text.isEmpty()
        ? text
        : ESCAPE + "[" + code + "m" + text + ESCAPE + "[0m";
  }
}
