package dev.banyan.server.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.telemetry.MetricsText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The metrics that {@code docs/metrics.md} promises, and those of the JVM that a proxy shows. */
final class KnownMetrics {
  private static final Path DOCS = Path.of("../docs");

  /** What Prometheus adds to every sample. */
  private static final Set<String> ADDED = Set.of("job", "instance");

  private static final Pattern METRIC =
      Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| (counter|gauge|histogram) \\| ([^|]*) \\|");
  private static final Pattern LABEL = Pattern.compile("(?m)^\\| `([a-z]+)` \\| ([^|]+) \\|$");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  /** Labels whose values are the operator's own names. */
  private static final Set<String> FREE = Set.of("route", "backend", "endpoint", "name", "job");

  private final Map<String, String> types = new HashMap<>();
  private final Map<String, Set<String>> labels = new HashMap<>();
  private final Map<String, String> values = new HashMap<>();

  /** The page's, and those of a scrape that it leaves to Micrometer. */
  KnownMetrics(MetricsText scrape) {
    String page = read("metrics.md");
    METRIC.matcher(page).results().forEach(row -> add(row.group(1), row.group(2), row.group(3)));
    LABEL.matcher(page).results().forEach(row -> values.put(row.group(1), row.group(2)));
    for (String name : scrape.types().keySet()) {
      if (!name.startsWith("banyan_")) {
        types.put(name, scrape.types().get(name));
        labels.put(name, new TreeSet<>(scrape.labelNames(name)));
      }
    }
    add("up", "gauge", "");
  }

  private void add(String name, String type, String names) {
    Set<String> found = new TreeSet<>();
    NAME.matcher(names).results().map((MatchResult each) -> each.group(1)).forEach(found::add);
    types.put(name, type);
    labels.put(name, found);
    if (type.equals("histogram")) {
      Set<String> withBounds = new TreeSet<>(found);
      withBounds.add("le");
      add(name + "_bucket", "counter", quoted(withBounds));
      add(name + "_count", "counter", names);
      add(name + "_sum", "counter", names);
    }
  }

  private static String quoted(Set<String> names) {
    return "`" + String.join("` `", names) + "`";
  }

  /** Whether there is such a metric. */
  boolean has(String metric) {
    return types.containsKey(metric);
  }

  /** Asserts that a query names what there is, and returns the labels that its result may have. */
  Set<String> check(String text) {
    PromQuery query = new PromQuery(text);
    Set<String> all = new TreeSet<>(ADDED);
    for (PromQuery.Selector selector : query.selectors()) {
      String metric = selector.metric();
      assertTrue(has(metric), metric);
      assertTrue(
          selector.growth() == "counter".equals(types.get(metric)),
          metric + ": a counter is asked for its growth, and nothing else is");
      selector.choices().forEach(choice -> check(metric, choice));
      all.addAll(labels.getOrDefault(metric, Set.of()));
    }
    assertTrue(all.containsAll(query.grouping()), query.grouping() + " of " + all + ": " + text);
    return query.grouping().isEmpty() ? all : query.grouping();
  }

  private void check(String metric, PromQuery.Choice choice) {
    String label = choice.label();
    assertTrue(
        ADDED.contains(label) || labels.getOrDefault(metric, Set.of()).contains(label),
        metric + " has no " + label);
    List<String> known =
        NAME.matcher(values.getOrDefault(label, "")).results().map(each -> each.group(1)).toList();
    assertTrue(
        FREE.contains(label) || known.contains(choice.value()) || elsewhere(choice),
        "docs/metrics.md knows no " + label + " " + choice.value());
  }

  /** Keys of the table and outcomes of attempts, which the page does not repeat. */
  private static boolean elsewhere(PromQuery.Choice choice) {
    String value = "`" + choice.value() + "`";
    return switch (choice.label()) {
      case "limit" -> read("keys.md").contains("| " + value + " |");
      case "outcome", "reason" -> read("logs.md").contains(value);
      default -> false;
    };
  }

  private static String read(String page) {
    try {
      return Files.readString(DOCS.resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
