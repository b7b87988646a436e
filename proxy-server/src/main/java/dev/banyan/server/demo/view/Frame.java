package dev.banyan.server.demo.view;

import dev.banyan.server.demo.shop.Fault;
import dev.banyan.server.demo.view.DemoView.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws the demo as the lines of a screen. What matters less gives way on a small one: first old
 * events, then the lines to copy. Stateless.
 */
public final class Frame {
  private static final int FAULTS_A_LINE = 4;
  private static final int LEAST_EVENTS = 3;

  private final DemoView view;
  private final int width;
  private final boolean colour;
  private final List<String> lines = new ArrayList<>();

  private Frame(DemoView view, int width, boolean colour) {
    this.view = view;
    this.width = width;
    this.colour = colour;
  }

  /**
   * The screen's lines, at most {@code height}, none wider than {@code width}.
   *
   * @param colour whether they may hold escape sequences
   */
  public static List<String> draw(DemoView view, int width, int height, boolean colour) {
    Frame frame = new Frame(view, width, colour);
    frame.title();
    frame.table();
    frame.status();
    frame.keys();
    frame.copyLines(height - frame.lines.size() - LEAST_EVENTS - 1);
    frame.events(height - frame.lines.size());
    return frame.lines.subList(0, Math.min(height, frame.lines.size()));
  }

  private void title() {
    String places = view.places().proxy().replace("http://", "");
    lines.add(
        line()
            .add(Style.BOLD, " banyan demo")
            .add(Style.DIM, "  " + places + "  from legacy to new")
            .atRightEdge(Style.DIM, "p50, p99 in ms   " + clock(view.elapsed()) + " ")
            .toString());
    blank();
  }

  private void table() {
    TableLayout layout = new TableLayout(view.routes(), width, colour);
    lines.addAll(layout.head());
    for (int number = 0; number < view.routes().size(); number++) {
      lines.add(layout.row(view.routes().get(number), number == view.selected()));
    }
    blank();
  }

  private void status() {
    Fault fault = view.fault();
    StyledLine health = line().gap(2);
    if (fault == null) {
      health.add(Style.GOOD, "● ").add("The new shop is healthy.");
    } else {
      health
          .add(Style.BAD, "● The new shop " + fault.description() + ".")
          .add(Style.DIM, "  for " + clock(view.faultFor()));
    }
    lines.add(health.toString());
    StyledLine clients = line().gap(2);
    boolean broken = view.forbidden() > 0;
    clients
        .add(broken ? Style.BAD : Style.GOOD, broken ? "✗ " : "✓ ")
        .add("%,d requests, ".formatted(view.requests()))
        .add(broken ? Style.BAD : Style.BOLD, "%,d".formatted(view.forbidden()))
        .add(" forbidden errors, ")
        .add(view.allowed() > 0 ? Style.DOUBTFUL : Style.PLAIN, "%,d".formatted(view.allowed()))
        .add(" unavoidable ones, ")
        .add(view.executedTwice() > 0 ? Style.BAD : Style.BOLD, "" + view.executedTwice())
        .add(" writes done twice");
    lines.add(clients.toString());
    blank();
  }

  private void keys() {
    Fault[] faults = Fault.values();
    for (int first = 0; first < faults.length; first += FAULTS_A_LINE) {
      StyledLine line = line().left(Style.DIM, first == 0 ? "  break new" : "", 13);
      for (int at = first; at < Math.min(faults.length, first + FAULTS_A_LINE); at++) {
        key(line, String.valueOf(faults[at].key()), faults[at].label(), faults[at] == view.fault());
      }
      if (first == 0) {
        key(line, "m", "mend", view.fault() == null);
      } else {
        key(line, "q", "quit", false);
      }
      lines.add(line.toString());
    }
    StyledLine line = line().left(Style.DIM, "  move users", 13);
    key(line, "↑↓", "choose", false);
    line.add("  ");
    key(line, "+-", "its share, by 5 points", false);
    lines.add(line.toString());
    blank();
  }

  private static void key(StyledLine line, String key, String what, boolean now) {
    line.add(Style.BOLD, key + " ").left(now ? Style.REVERSE : Style.PLAIN, what, what.length());
    line.gap(Math.max(2, 10 - what.length()));
  }

  private void copyLines(int room) {
    DemoView.Places places = view.places();
    String admin = places.admin();
    List<String> all = new ArrayList<>();
    all.add(copy("break new", "curl -X POST " + places.faults() + "/faults/hang"));
    all.add(copy("as a user", "curl -i " + places.proxy() + "/api/catalog/1"));
    if (admin != null) {
      all.add(copy("metrics", "curl " + admin + "/metrics"));
    }
    all.add(copy("the table", "$EDITOR " + places.table()));
    if (room > 0) {
      lines.addAll(all.subList(0, Math.min(room, all.size())));
      blank();
    }
  }

  private String copy(String what, String command) {
    return line().gap(2).left(Style.DIM, what, 11).add(command).toString();
  }

  private void events(int room) {
    List<Event> events = view.events();
    int from = Math.max(0, events.size() - Math.max(0, room));
    for (Event event : events.subList(from, events.size())) {
      lines.add(
          line()
              .add(Style.DIM, "  " + clock(event.at()) + "  ")
              .add(style(event.tone()), event.text())
              .toString());
    }
  }

  private void blank() {
    lines.add("");
  }

  private StyledLine line() {
    return new StyledLine(width, colour);
  }

  private static Style style(DemoView.Tone tone) {
    return switch (tone) {
      case NEUTRAL -> Style.PLAIN;
      case GOOD -> Style.GOOD;
      case DOUBTFUL -> Style.DOUBTFUL;
      case BAD -> Style.BAD;
    };
  }

  /** A time as minutes and seconds, as in {@code 0:07}. */
  static String clock(Duration time) {
    return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
