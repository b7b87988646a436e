package dev.banyan.server.demo.view;

import dev.banyan.core.resilience.BreakerState;
import dev.banyan.server.demo.view.RouteRow.SideFigures;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The live table of routes: 80 columns, and a bar of the split where the screen is wider. */
final class TableLayout {
  private static final int LEAST_NAME = 10;
  private static final int LEAST_WANTED = 6;
  private static final int OBSERVED = 5;
  private static final int RATE = 6;
  private static final int MILLIS = 5;
  private static final int SIDE = RATE + 2 * MILLIS;
  private static final int BREAKER = 9;
  private static final int RESCUED = 8;
  private static final int ERRORS = 7;
  private static final int FIXED =
      2 + LEAST_NAME + LEAST_WANTED + OBSERVED + 2 * SIDE + 1 + BREAKER + RESCUED + ERRORS;
  private static final int MORE_NAME = 14;
  private static final int MORE_WANTED = 5;
  private static final int MOST_GAP = 2;
  private static final int GAPS = 4;
  private static final int LEAST_BAR = 12;
  private static final int MOST_BAR = 32;

  private final int width;
  private final boolean colour;
  private final int name;
  private final int wanted;
  private final int gap;
  private final int bar;

  /** A layout for these routes, as far as there is room for their names. */
  TableLayout(List<RouteRow> rows, int width, boolean colour) {
    this.width = width;
    this.colour = colour;
    int longestName = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    int longestShare = rows.stream().mapToInt(row -> row.wanted().length()).max().orElse(0);
    int room = Math.max(0, width - FIXED);
    this.name = wider(LEAST_NAME, longestName + 1, Math.min(room / 4, MORE_NAME));
    this.wanted = wider(LEAST_WANTED, longestShare, Math.min(room / 4, MORE_WANTED));
    this.gap = Math.min(room / 8, MOST_GAP);
    int left = room - (name - LEAST_NAME) - (wanted - LEAST_WANTED) - GAPS * gap - 2;
    this.bar = left < LEAST_BAR ? 0 : Math.min(left, MOST_BAR);
  }

  private static int wider(int least, int wish, int more) {
    return Math.max(least, Math.min(wish, least + more));
  }

  /** The two lines above the routes. */
  List<String> head() {
    StyledLine groups = line().gap(2 + name);
    if (bar > 0) {
      groups.gap(bar + 2);
    }
    groups
        .right(Style.DIM, "share", wanted)
        .gap(OBSERVED)
        .gap(gap)
        .right(Style.LEGACY, "legacy", RATE + MILLIS)
        .gap(MILLIS + gap)
        .right(Style.NEW, "new", RATE + MILLIS);
    StyledLine columns = line().gap(2).left(Style.DIM, "route", name);
    if (bar > 0) {
      columns.left(Style.DIM, "the last 10 s", bar + 2);
    }
    columns.right(Style.DIM, "wanted", wanted).right(Style.DIM, "seen", OBSERVED);
    for (int side = 0; side < 2; side++) {
      columns
          .gap(gap)
          .right(Style.DIM, "req/s", RATE)
          .right(Style.DIM, "p50", MILLIS)
          .right(Style.DIM, "p99", MILLIS);
    }
    columns
        .gap(1 + gap)
        .left(Style.DIM, "breaker", BREAKER)
        .right(Style.DIM, "rescued", RESCUED + gap)
        .right(Style.DIM, "errors", ERRORS);
    return List.of(groups.toString(), columns.toString());
  }

  /** The line of one route. */
  String row(RouteRow row, boolean selected) {
    StyledLine line = line().add(Style.BOLD, selected ? "▸ " : "  ");
    line.left(selected ? Style.BOLD : Style.PLAIN, row.name(), name - 1).gap(1);
    if (bar > 0) {
      addBar(line, row);
      line.gap(2);
    }
    line.right(Style.PLAIN, row.wanted(), wanted)
        .right(Style.PLAIN, observed(row.observed()), OBSERVED);
    addSide(line, Style.LEGACY, row.legacy());
    addSide(line, Style.NEW, row.fresh());
    line.gap(1 + gap).left(breakerStyle(row.breaker()), breaker(row), BREAKER).gap(gap);
    line.right(row.fallbacks() == 0 ? Style.DIM : Style.PLAIN, count(row.fallbacks()), RESCUED);
    long errors = row.allowed() + row.forbidden();
    line.right(errorStyle(row), count(errors), ERRORS);
    return line.toString();
  }

  private StyledLine line() {
    return new StyledLine(width, colour);
  }

  private void addBar(StyledLine line, RouteRow row) {
    double total = row.legacy().perSecond() + row.fresh().perSecond();
    if (total <= 0) {
      line.add(Style.DIM, "·".repeat(bar));
      return;
    }
    int fresh = (int) Math.round(bar * row.fresh().perSecond() / total);
    line.add(Style.LEGACY, "━".repeat(bar - fresh)).add(Style.NEW, "━".repeat(fresh));
  }

  private void addSide(StyledLine line, Style style, SideFigures side) {
    boolean idle = side.perSecond() < 0.05;
    line.gap(gap)
        .right(
            idle ? Style.DIM : style,
            idle ? "0" : String.format(Locale.ROOT, "%.1f", side.perSecond()),
            RATE)
        .right(Style.PLAIN, millis(side.p50Millis()), MILLIS)
        .right(Style.PLAIN, millis(side.p99Millis()), MILLIS);
  }

  private static String observed(double part) {
    return Double.isNaN(part) ? "-" : String.format(Locale.ROOT, "%.0f%%", 100 * part);
  }

  private static String millis(double millis) {
    if (Double.isNaN(millis)) {
      return "-";
    }
    return String.format(Locale.ROOT, millis < 9.95 ? "%.1f" : "%.0f", millis);
  }

  private static String count(long number) {
    return number < 100_000 ? Long.toString(number) : number / 1_000 + "k";
  }

  private static String breaker(RouteRow row) {
    BreakerState state = row.breaker();
    return state == null ? "-" : state.label();
  }

  private static Style breakerStyle(@Nullable BreakerState state) {
    if (state == null) {
      return Style.DIM;
    }
    return switch (state) {
      case CLOSED -> Style.GOOD;
      case HALF_OPEN -> Style.DOUBTFUL;
      case OPEN -> Style.BAD;
    };
  }

  private static Style errorStyle(RouteRow row) {
    if (row.forbidden() > 0) {
      return Style.BAD;
    }
    return row.allowed() > 0 ? Style.DOUBTFUL : Style.DIM;
  }
}
