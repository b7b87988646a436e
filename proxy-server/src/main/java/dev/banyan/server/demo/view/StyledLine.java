package dev.banyan.server.demo.view;

/**
 * A line of styled text that never gets wider than the screen. Its characters must all be one
 * column wide. Confined to one thread.
 */
final class StyledLine {
  private final StringBuilder text = new StringBuilder();
  private final int width;
  private final boolean colour;
  private int used;

  StyledLine(int width, boolean colour) {
    this.width = width;
    this.colour = colour;
  }

  /** Adds text, as much of it as there is room for. */
  StyledLine add(Style style, String part) {
    String fitting = part.substring(0, Math.min(part.length(), width - used));
    used += fitting.length();
    text.append(colour ? style.apply(fitting) : fitting);
    return this;
  }

  /** Adds plain text. */
  StyledLine add(String part) {
    return add(Style.PLAIN, part);
  }

  /** Adds text in a field of this width, at its left. */
  StyledLine left(Style style, String part, int columns) {
    return add(style, clip(part, columns)).gap(columns - Math.min(part.length(), columns));
  }

  /** Adds text in a field of this width, at its right. */
  StyledLine right(Style style, String part, int columns) {
    return gap(columns - Math.min(part.length(), columns)).add(style, clip(part, columns));
  }

  /** Adds blanks. */
  StyledLine gap(int columns) {
    return add(" ".repeat(Math.max(0, columns)));
  }

  /** Adds text that ends at the right edge of the screen, if there is room for it and a gap. */
  StyledLine atRightEdge(Style style, String part) {
    int gap = width - used - part.length();
    return gap < 2 ? this : gap(gap).add(style, part);
  }

  private static String clip(String part, int columns) {
    return part.length() <= columns ? part : part.substring(0, Math.max(0, columns - 1)) + "…";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
