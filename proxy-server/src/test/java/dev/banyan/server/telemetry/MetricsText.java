package dev.banyan.server.telemetry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Metrics read strictly from Prometheus's text format: each family once and whole, with help and
 * type before its samples, no sample twice, histograms that add up.
 */
public final class MetricsText {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*\\})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(,|\\})");

  private final Map<String, String> types = new LinkedHashMap<>();
  private final Map<String, String> helps = new HashMap<>();
  private final Map<String, Double> samples = new LinkedHashMap<>();
  private final Map<String, List<Map<String, String>>> labels = new HashMap<>();
  private String family = "";

  private MetricsText() {}

  /** Reads text. */
  public static MetricsText parse(String text) {
    MetricsText metrics = new MetricsText();
    require(text.endsWith("\n"), "end of text", "");
    text.lines().forEach(metrics::line);
    metrics.checkHistograms();
    return metrics;
  }

  /** The value of a sample, such as {@code a_total{b="c"}}; labels in alphabetical order. */
  public double value(String sample) {
    Double value = samples.get(sample);
    if (value == null) {
      throw new AssertionError(sample + " is not among " + samples.keySet());
    }
    return value;
  }

  /** The sum over all samples of a counter or gauge, 0 if there is none. */
  public double sum(String name) {
    return samples.entrySet().stream()
        .filter(each -> each.getKey().equals(name) || each.getKey().startsWith(name + "{"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** Whether there is a sample. */
  public boolean has(String sample) {
    return samples.containsKey(sample);
  }

  /** The type of each family by its name. */
  public Map<String, String> types() {
    return types;
  }

  /** The help of a family. */
  public String help(String name) {
    return helps.get(name);
  }

  /** The names of the labels of a family's samples, which are the same for all of them. */
  public List<String> labelNames(String name) {
    List<Map<String, String>> all = labels.getOrDefault(name, List.of());
    List<String> names = all.isEmpty() ? List.of() : new ArrayList<>(all.get(0).keySet());
    for (Map<String, String> each : all) {
      require(names.equals(new ArrayList<>(each.keySet())), "labels of " + name, each.toString());
    }
    return names;
  }

  private void line(String line) {
    if (line.startsWith("# HELP ")) {
      family = line.split(" ", 4)[2];
      require(!types.containsKey(family), "a family twice", line);
      helps.put(family, line.split(" ", 4)[3]);
    } else if (line.startsWith("# TYPE ")) {
      String[] words = line.split(" ", -1);
      require(words.length == 4, "type", line);
      require(family.equals(words[2]), "help before type", line);
      require(types.put(family, words[3]) == null, "one type", line);
    } else {
      sample(line);
    }
  }

  private void sample(String line) {
    Matcher matcher = SAMPLE.matcher(line);
    require(matcher.matches(), "sample", line);
    String name = matcher.group(1);
    String type = types.get(family);
    require(type != null && belongs(name, type), "sample of family " + family, line);
    Map<String, String> parsed = labels(matcher.group(2), line);
    double value = number(matcher.group(3));
    require(!"counter".equals(type) || value >= 0, "counter not below 0", line);
    require(samples.put(name + text(parsed), value) == null, "a sample twice", line);
    parsed.remove("le");
    labels.computeIfAbsent(family, any -> new ArrayList<>()).add(parsed);
  }

  private boolean belongs(String name, String type) {
    return switch (type) {
      case "histogram" ->
          List.of("_bucket", "_count", "_sum").stream().anyMatch(end -> name.equals(family + end));
      case "summary" ->
          name.equals(family) || name.equals(family + "_count") || name.equals(family + "_sum");
      case "counter", "gauge", "untyped" -> name.equals(family);
      default -> false;
    };
  }

  private static Map<String, String> labels(String text, String line) {
    Map<String, String> parsed = new TreeMap<>();
    if (text == null) {
      return parsed;
    }
    int at = 1;
    Matcher matcher = LABEL.matcher(text);
    while (at < text.length()) {
      require(matcher.find(at) && matcher.start() == at, "label", line);
      require(parsed.put(matcher.group(1), matcher.group(2)) == null, "label once", line);
      at = matcher.end();
    }
    return parsed;
  }

  private static String text(Map<String, String> labels) {
    List<String> all = new ArrayList<>();
    labels.forEach((name, value) -> all.add(name + "=\"" + value + "\""));
    return all.isEmpty() ? "" : "{" + String.join(",", all) + "}";
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private void checkHistograms() {
    Map<String, TreeMap<Double, Double>> buckets = new HashMap<>();
    Pattern border = Pattern.compile("(.*)_bucket\\{(.*?),?le=\"([^\"]*)\",?(.*)\\}");
    samples.forEach((sample, value) -> {
      Matcher matcher = border.matcher(sample);
      if (matcher.matches()) {
        String others = matcher.group(2) + (matcher.group(2).isEmpty() ? "" : ",");
        String rest = (others + matcher.group(4)).replaceAll(",$", "");
        buckets
            .computeIfAbsent(
                matcher.group(1) + "_count" + (rest.isEmpty() ? "" : "{" + rest + "}"),
                any -> new TreeMap<>())
            .put(number(matcher.group(3)), value);
      }
    });
    buckets.forEach((count, cumulative) -> {
      double before = 0;
      for (double each : cumulative.values()) {
        require(each >= before, "buckets that grow", count);
        before = each;
      }
      require(cumulative.lastKey().isInfinite(), "a last bucket", count);
      require(before == value(count), "buckets that add up to the count", count);
    });
  }

  private static void require(boolean holds, String what, String line) {
    if (!holds) {
      throw new AssertionError("expected " + what + " in: " + line);
    }
  }
}
