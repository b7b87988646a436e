package dev.banyan.server.e2e.drill;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The reports of a drill as a table for a document. Stateless. */
final class DrillTable {
  private static final String HEAD =
      """
      | new is | requests | failed GETs | failed POSTs | truncated | double executions | exposure of new | to open | p99 | sent late (p99) |
      |---|---|---|---|---|---|---|---|---|---|
      """;

  private DrillTable() {}

  static String of(List<ModeReport> reports) {
    return HEAD
        + reports.stream().map(DrillTable::row).collect(Collectors.joining())
        + String.format(
            Locale.ROOT,
            "%nFailed POSTs in all: %d. Truncated: %d. Mean exposure: %.1f%%.%n",
            reports.stream().mapToLong(ModeReport::failedPosts).sum(),
            reports.stream().mapToLong(ModeReport::truncated).sum(),
            reports.stream().mapToDouble(ModeReport::exposure).average().orElse(0) * 100);
  }

  private static String row(ModeReport report) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %d | %.1f%% | %s | %s | %s |%n",
        report.mode(),
        report.load().size(),
        report.failedGets(),
        report.failedPosts(),
        report.truncated(),
        report.doubleExecutions(),
        report.exposure() * 100,
        report.timeToOpen().map(DrillTable::seconds).orElse("never"),
        millis(report.load().latency(0.99)),
        millis(report.load().lateness(0.99)));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%d ms", time.toMillis());
  }
}
