package dev.banyan.server.e2e;

import dev.banyan.server.telemetry.Family;
import dev.banyan.server.telemetry.MetricsText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes the tables of {@code docs/metrics.md} from the code and a running proxy. Stateless. */
final class MetricsPage {
  private static final String HEAD = "| metric | type | labels | meaning |\n|---|---|---|---|\n";

  private MetricsPage() {}

  /** The tables, for a scrape of a proxy that has served a request. */
  static String tables(MetricsText scrape) {
    StringBuilder page = new StringBuilder("\n\n### Routes\n\n").append(HEAD);
    for (Family family : Family.values()) {
      if (ofLoops(family)) {
        continue;
      }
      String type = family.kind().name().toLowerCase(Locale.ROOT);
      row(page, family.metricName(), type, family.labels(), family.meaning());
    }
    page.append("\n### Connections, buffers, tables and logs\n\n").append(HEAD);
    for (String name : others(scrape)) {
      row(page, name, scrape.types().get(name), scrape.labelNames(name), scrape.help(name));
    }
    return page.toString();
  }

  private static boolean ofLoops(Family family) {
    return family.labels().contains("loop");
  }

  private static Set<String> others(MetricsText scrape) {
    Set<String> known =
        Arrays.stream(Family.values())
            .filter(family -> !ofLoops(family))
            .map(Family::metricName)
            .collect(Collectors.toSet());
    Set<String> others = new TreeSet<>();
    for (String name : scrape.types().keySet()) {
      if (name.startsWith("banyan_") && !known.contains(name)) {
        others.add(name);
      }
    }
    return others;
  }

  private static void row(
      StringBuilder page, String name, String type, List<String> labels, String meaning) {
    String quoted =
        labels.stream().map(label -> "`" + label + "`").collect(Collectors.joining(" "));
    page.append("| `").append(name).append("` | ").append(type).append(" | ");
    page.append(quoted).append(" | ").append(meaning).append(" |\n");
  }
}
