package dev.banyan.server.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a query in Prometheus's language names: metrics with the labels that they are chosen by, and
 * the labels by which it groups. Understands as much of the language as the documentation uses.
 */
final class PromQuery {
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|on|ignoring|without) ?\\(([^)]*)\\)");
  private static final Pattern SELECTOR =
      Pattern.compile(
          "(?:\\b(rate|increase)\\()?\\b([a-z0-9]+_[a-z0-9_]+|up)\\b(?! ?\\()"
              + "(?:\\{([^}]*)})?(\\[[0-9]+[smhd]](?: offset [0-9]+[smhd])?)?");
  private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(?:=~|!~|!=|=)\"([^\"]*)\",?");
  private static final Pattern WORD = Pattern.compile("[a-z_]+");
  private static final Set<String> WORDS =
      Set.of(
          "abs",
          "and",
          "avg_over_time",
          "changes",
          "count",
          "histogram_quantile",
          "max",
          "min",
          "or",
          "scalar",
          "sum",
          "unless");

  private final List<Selector> selectors = new ArrayList<>();
  private final Set<String> grouping = new TreeSet<>();

  /** A metric that is chosen, and whether its growth is what is asked for. */
  record Selector(String metric, List<Choice> choices, boolean growth) {}

  /** A label and one of the values that are chosen, or are not. */
  record Choice(String label, String value) {}

  /**
   * Reads a query.
   *
   * @throws IllegalArgumentException if it holds what is not understood
   */
  PromQuery(String text) {
    Matcher groups = GROUPING.matcher(text);
    groups.results().forEach(found -> grouping.addAll(List.of(found.group(1).split(", ?"))));
    String ungrouped = groups.replaceAll(" ");
    Matcher matcher = SELECTOR.matcher(ungrouped);
    matcher.results().forEach(this::add);
    String rest = matcher.replaceAll(found -> found.group(1) == null ? "" : "(");
    for (MatchResult word : WORD.matcher(rest).results().toList()) {
      require(WORDS.contains(word.group()), word.group() + " in " + text);
    }
    require(rest.matches("[a-z_0-9.,()<>=!/*+ -]*"), rest + " of " + text);
    require(count(rest, '(') == count(rest, ')'), "as many ( as ) in " + text);
    require(!selectors.isEmpty(), "a metric in " + text);
  }

  List<Selector> selectors() {
    return selectors;
  }

  Set<String> grouping() {
    return grouping;
  }

  private void add(MatchResult found) {
    List<Choice> choices = new ArrayList<>();
    String text = found.group(3) == null ? "" : found.group(3);
    Matcher matcher = MATCHER.matcher(text);
    for (MatchResult choice : matcher.results().toList()) {
      for (String value : choice.group(2).split("\\|", -1)) {
        choices.add(new Choice(choice.group(1), value));
      }
    }
    require(matcher.replaceAll("").isBlank(), text);
    boolean growth = found.group(1) != null;
    require(!growth || found.group(4) != null, "a range: " + found.group());
    selectors.add(new Selector(found.group(2), choices, growth));
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(each -> each == wanted).count();
  }

  private static void require(boolean understood, String what) {
    if (!understood) {
      throw new IllegalArgumentException("query: not understood: " + what);
    }
  }
}
