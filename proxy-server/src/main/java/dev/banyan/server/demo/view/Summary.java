package dev.banyan.server.demo.view;

import dev.banyan.server.demo.load.Scorebook.PhaseReading;
import dev.banyan.server.demo.load.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of a showing. Immutable.
 *
 * @param length how long the load ran
 * @param routes by route
 * @param phases by phase, in their order
 * @param total of all requests
 * @param lateness the part of the time in which a thread that wanted to run had to wait, 0 to 1
 */
public record Summary(
    Duration length,
    List<RouteSum> routes,
    List<PhaseReading> phases,
    Tally.Reading total,
    double lateness) {
  private static final double BUSY = 0.1;

  /** Copies the lists. */
  public Summary {
    routes = List.copyOf(routes);
    phases = List.copyOf(phases);
  }

  /**
   * What came of a route. Immutable.
   *
   * @param opened how often its breaker opened
   * @param closed how often it closed
   * @param fastest the shortest time from a fault to an opening; null if there was none
   */
  public record RouteSum(
      String name, Tally.Reading tally, int opened, int closed, @Nullable Duration fastest) {}

  /** Whether every client was treated as promised. */
  public boolean kept() {
    return total.requests() > 0 && total.forbidden() == 0;
  }

  /** The summary as lines of plain text. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "In %s clients sent %,d requests: new answered %,d, legacy %,d, nobody %,d."
            .formatted(
                seconds(length),
                total.requests(),
                total.byNew(),
                total.byLegacy(),
                total.requests() - total.byNew() - total.byLegacy()));
    lines.add("");
    lines.add("              answered by         client errors         breaker");
    lines.add("route        legacy     new  forbidden unavoidable  opened closed  fastest");
    routes.forEach(route -> lines.add(line(route)));
    lines.add("");
    lines.add("              answered by         client errors         requests   p99 of");
    lines.add("new was      legacy     new  forbidden unavoidable  rescued   for  clients");
    phases.forEach(phase -> lines.add(line(phase)));
    lines.add("");
    if (lateness >= BUSY) {
      lines.add(
          "This machine was busy with other things: who wanted to run waited %.0f%% of the time."
              .formatted(100 * lateness));
    }
    lines.add(verdict());
    return lines;
  }

  private static String line(RouteSum route) {
    Duration fastest = route.fastest();
    return "%-11s %s %7d %6d %8s"
        .formatted(
            route.name(),
            counts(route.tally()),
            route.opened(),
            route.closed(),
            fastest == null ? "-" : seconds(fastest));
  }

  private static String line(PhaseReading phase) {
    Tally.Reading tally = phase.tally();
    return "%-11s %s %8d %6s %5d ms  %s"
        .formatted(
            phase.fault() == null ? "healthy" : phase.fault().label(),
            counts(tally),
            phase.rescued(),
            seconds(phase.length()),
            tally.p99().toMillis(),
            errors(tally.errors()))
        .stripTrailing();
  }

  private static String counts(Tally.Reading tally) {
    return "%7d %7d %10d %11d"
        .formatted(tally.byLegacy(), tally.byNew(), tally.forbidden(), tally.allowed());
  }

  private String verdict() {
    if (total.requests() == 0) {
      return "FAILED: no request was sent.";
    }
    if (!kept()) {
      return "FAILED: %,d errors that clients should not have seen; %,d writes were done twice."
          .formatted(total.forbidden(), total.executedTwice());
    }
    return total.allowed() == 0
        ? "PASSED: no client saw an error, and no write was done twice."
        : "PASSED: no forbidden error, no write done twice; unavoidable errors: %,d."
            .formatted(total.allowed());
  }

  private static String errors(Map<String, Integer> errors) {
    return errors.entrySet().stream()
        .map(each -> each.getValue() + "x " + each.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }
}
