package dev.banyan.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The results of a load in the order in which the requests were due. Immutable.
 *
 * @param results one for each request
 */
public record LoadReport(List<LoadResult> results) {
  /** Copies the results. */
  public LoadReport {
    results = List.copyOf(results);
  }

  /** Returns the results that meet the condition. */
  public LoadReport where(Predicate<LoadResult> condition) {
    return new LoadReport(results.stream().filter(condition).toList());
  }

  /** Returns the results of requests that were due in the span, measured from the start. */
  public LoadReport between(Duration from, Duration to) {
    return where(r -> r.dueNanos() >= from.toNanos() && r.dueNanos() < to.toNanos());
  }

  /** Returns how many results there are. */
  public int size() {
    return results.size();
  }

  /** Returns how many results there are of each kind. */
  public <K extends Comparable<K>> Map<K, Long> countBy(Function<LoadResult, K> kind) {
    return results.stream()
        .collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()));
  }

  /**
   * Returns the latency that the given part of the requests did not exceed; zero without requests.
   *
   * @param quantile from 0 to 1, such as 0.99
   */
  public Duration latency(double quantile) {
    return quantile(quantile, LoadResult::latencyNanos);
  }

  /** Returns the lateness that the given part of the requests did not exceed. */
  public Duration lateness(double quantile) {
    return quantile(quantile, LoadResult::latenessNanos);
  }

  private Duration quantile(double quantile, Function<LoadResult, Long> measure) {
    if (quantile < 0 || quantile > 1) {
      throw new IllegalArgumentException("quantile: " + quantile + " (expected: 0 to 1)");
    }
    List<Long> sorted = results.stream().map(measure).sorted().toList();
    int rank = (int) Math.ceil(quantile * sorted.size());
    return sorted.isEmpty() ? Duration.ZERO : Duration.ofNanos(sorted.get(Math.max(0, rank - 1)));
  }
}
