package dev.banyan.server.explain;

import dev.banyan.core.explain.Consequence;
import dev.banyan.core.explain.Explanation;
import dev.banyan.core.explain.Outcome;
import dev.banyan.core.explain.Place;
import dev.banyan.core.explain.Section;
import dev.banyan.core.explain.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays an explanation out for a terminal: three columns, what it is about, what is so, and where
 * the file says it. Confined to one use.
 */
public final class ExplanationText {
  /** The widest line, unless a word or a file's name is longer. */
  private static final int WIDTH = 100;

  private static final int LABEL = 16;
  private static final int WHEN = 42;
  private static final int LEAST_TEXT = 24;
  private static final String INDENT = "  ";
  private static final String RESET = "\033[0m";
  private static final String PLAIN = "";
  private static final String BOLD = "\033[1m";
  private static final String DIM = "\033[2m";
  private static final String BLUE = "\033[1;34m";
  private static final String GREEN = "\033[1;32m";
  private static final String YELLOW = "\033[1;33m";
  private static final String RED = "\033[1;31m";

  private final boolean colour;
  private final StringBuilder out = new StringBuilder();
  private final int placeWidth;

  private ExplanationText(Explanation explanation, boolean colour) {
    this.colour = colour;
    List<Place> places = new ArrayList<>();
    for (Section section : explanation.sections()) {
      section.statements().forEach(statement -> add(places, statement.place()));
    }
    explanation.failures().forEach(failure -> add(places, failure.place()));
    placeWidth = places.stream().mapToInt(place -> shown(place).length()).max().orElse(0);
  }

  private static void add(List<Place> places, @Nullable Place place) {
    if (place != null) {
      places.add(place);
    }
  }

  /** The explanation as lines, each with a line feed. */
  public static String of(Explanation explanation, boolean colour) {
    ExplanationText text = new ExplanationText(explanation, colour);
    text.write(explanation);
    return text.out.toString();
  }

  private void write(Explanation explanation) {
    Outcome outcome = explanation.outcome();
    line(BOLD, explanation.asked());
    wrap(outcome.summary(), WIDTH).forEach(part -> line(colour(outcome.by()), part));
    for (Section section : explanation.sections()) {
      heading(section.name());
      for (Statement statement : section.statements()) {
        row(DIM, statement.label(), LABEL, statement.text(), statement.place());
      }
    }
    if (!explanation.failures().isEmpty()) {
      heading("if " + explanation.failing() + " fails");
      for (Consequence failure : explanation.failures()) {
        row(PLAIN, failure.when(), WHEN, failure.text(), failure.place());
      }
    }
  }

  private static String colour(Outcome.Answerer by) {
    return switch (by) {
      case NEW -> GREEN;
      case LEGACY -> BLUE;
      case EITHER -> YELLOW;
      case BANYAN -> RED;
    };
  }

  private void heading(String text) {
    out.append('\n');
    line(BOLD, text);
  }

  private void line(String style, String text) {
    out.append(painted(style, text)).append('\n');
  }

  private void row(String style, String label, int labelWidth, String text, @Nullable Place place) {
    int left = INDENT.length() + labelWidth + 1;
    int width = Math.max(LEAST_TEXT, WIDTH - left - 2 - placeWidth);
    boolean fits = length(label) <= labelWidth || label.indexOf(' ') > 0;
    if (!fits) {
      out.append(INDENT).append(painted(style, label)).append('\n');
    }
    List<String> labels = fits ? wrap(label, labelWidth) : List.of();
    List<String> texts = wrap(text, width);
    for (int i = 0; i < Math.max(labels.size(), texts.size()); i++) {
      String first = i < labels.size() ? labels.get(i) : "";
      String second = i < texts.size() ? texts.get(i) : "";
      String shown = i == 0 && place != null ? shown(place) : "";
      out.append(INDENT).append(painted(style, first));
      if (!second.isEmpty() || !shown.isEmpty()) {
        out.append(" ".repeat(Math.max(0, labelWidth - length(first)) + 1)).append(second);
      }
      if (!shown.isEmpty()) {
        out.append(" ".repeat(Math.max(0, width - length(second)) + 2));
        out.append(painted(place != null && place.isDefault() ? DIM : BLUE, shown));
      }
      out.append('\n');
    }
  }

  /** The place by the last part of the file's name. */
  private static String shown(Place place) {
    String all = place.toString();
    return all.substring(all.lastIndexOf('/') + 1);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Breaks a text at spaces; a word that is too long stands alone. */
  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && length(line.toString()) + 1 + length(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private String painted(String style, String text) {
    return colour && !style.isEmpty() && !text.isEmpty() ? style + text + RESET : text;
  }
}
