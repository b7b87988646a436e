package dev.banyan.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints problems as a compiler does: where, what, the line itself, a mark under what is meant, and
 * what would have been right. Immutable.
 *
 * <pre>
 * routes.yaml:12:12: error: share: 120% (expected: 0% to 100%)
 *    |
 * 12 |     share: 120%
 *    |            ^~~~
 * </pre>
 */
public final class ProblemPrinter {
  private final Paint paint;

  private ProblemPrinter(Paint paint) {
    this.paint = paint;
  }

  /** A printer for files and pipes. */
  public static ProblemPrinter plain() {
    return new ProblemPrinter(new Paint(false));
  }

  /** A printer for terminals, with ANSI colours. */
  public static ProblemPrinter coloured() {
    return new ProblemPrinter(new Paint(true));
  }

  /**
   * All problems and a closing line, as in {@code 2 errors, 1 warning}; lines end with {@code \n}.
   * Empty if there are no problems.
   */
  public String print(List<Problem> problems) {
    if (problems.isEmpty()) {
      return "";
    }
    int gutter =
        problems.stream()
            .map(Problem::place)
            .mapToInt(place -> place == null ? 1 : Integer.toString(place.line()).length())
            .max()
            .orElse(1);
    StringBuilder out = new StringBuilder();
    for (Problem problem : problems) {
      print(problem, gutter, out);
      out.append('\n');
    }
    return out.append(summary(problems)).append('\n').toString();
  }

  private void print(Problem problem, int gutter, StringBuilder out) {
    Paint.Colour colour = problem.isError() ? Paint.Colour.RED : Paint.Colour.YELLOW;
    Problem.Place place = problem.place();
    String at = place == null ? "" : ":" + place.line() + ":" + place.column();
    String kind = problem.isError() ? "error" : "warning";
    out.append(paint.bold(SourceLine.printable(problem.file()) + at + ":")).append(' ');
    out.append(paint.colour(colour, kind + ":")).append(' ');
    out.append(paint.bold(SourceLine.printable(problem.message()))).append('\n');
    if (place != null) {
      SourceLine line = SourceLine.of(place);
      row(gutter, Integer.toString(place.line()), line.text(), out);
      row(gutter, "", line.indent() + paint.colour(colour, line.mark()), out);
    }
    help(problem.help(), gutter, out);
  }

  private void row(int gutter, String number, String text, StringBuilder out) {
    String left = " ".repeat(gutter - number.length() + 1) + number + " |";
    out.append(paint.colour(Paint.Colour.BLUE, left)).append(' ').append(text).append('\n');
  }

  private void help(@Nullable String help, int gutter, StringBuilder out) {
    if (help != null) {
      String left = " ".repeat(gutter + 1) + " =";
      out.append(paint.colour(Paint.Colour.BLUE, left)).append(' ');
      out.append(paint.colour(Paint.Colour.CYAN, "help:")).append(' ');
      out.append(SourceLine.printable(help)).append('\n');
    }
  }

  private String summary(List<Problem> problems) {
    long errors = problems.stream().filter(Problem::isError).count();
    long warnings = problems.size() - errors;
    String first = errors == 0 ? "" : paint.colour(Paint.Colour.RED, count(errors, "error"));
    String last =
        warnings == 0 ? "" : paint.colour(Paint.Colour.YELLOW, count(warnings, "warning"));
    return errors == 0 || warnings == 0 ? first + last : first + ", " + last;
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
