package dev.banyan.server.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The values of all families at one scrape, in Prometheus's model. Confined to one thread. */
final class FamilyValues {
  private static final String TOTAL = "_total";
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String ID_LABEL = "request_id";

  /** OpenMetrics allows 128 characters for all labels of an exemplar. */
  private static final int LONGEST_ID = 128 - ID_LABEL.length();

  private final Map<Family, List<CounterDataPointSnapshot>> counters = new EnumMap<>(Family.class);
  private final Map<Family, List<GaugeDataPointSnapshot>> gauges = new EnumMap<>(Family.class);
  private final Map<Family, List<HistogramDataPointSnapshot>> histograms =
      new EnumMap<>(Family.class);

  /** Adds the value of a counter. */
  void count(Family family, long value, String... labels) {
    counters
        .computeIfAbsent(family, any -> new ArrayList<>())
        .add(new CounterDataPointSnapshot(value, labels(family, labels), null, 0));
  }

  /** Adds the value of a counter unless it is 0. */
  void countSome(Family family, long value, String... labels) {
    if (value != 0) {
      count(family, value, labels);
    }
  }

  /** Adds the value of a gauge. */
  void gauge(Family family, double value, String... labels) {
    gauges
        .computeIfAbsent(family, any -> new ArrayList<>())
        .add(new GaugeDataPointSnapshot(value, labels(family, labels), null));
  }

  /**
   * Adds a histogram of latencies unless it is empty.
   *
   * @param counts a count for each of {@link LatencyScale#coarseBorders}
   * @param samples exchanges to name
   */
  void latencies(
      Family family, long[] counts, long sumNanos, List<LatencySample> samples, String... labels) {
    for (long count : counts) {
      if (count != 0) {
        histograms
            .computeIfAbsent(family, any -> new ArrayList<>())
            .add(
                new HistogramDataPointSnapshot(
                    ClassicHistogramBuckets.of(LatencyScale.coarseBorders(), counts),
                    sumNanos / NANOS_PER_SECOND,
                    labels(family, labels),
                    exemplars(samples),
                    0));
        return;
      }
    }
  }

  private static Exemplars exemplars(List<LatencySample> samples) {
    if (samples.isEmpty()) {
      return Exemplars.EMPTY;
    }
    List<Exemplar> named = new ArrayList<>();
    for (LatencySample sample : samples) {
      if (sample.id().bytes().length <= LONGEST_ID) {
        named.add(
            Exemplar.builder()
                .value(sample.nanos() / NANOS_PER_SECOND)
                .labels(Labels.of(ID_LABEL, new String(sample.id().bytes(), US_ASCII)))
                .timestampMillis(sample.wallMillis())
                .build());
      }
    }
    return Exemplars.of(named);
  }

  /** All families that have a value. */
  MetricSnapshots snapshots() {
    List<MetricSnapshot> all = new ArrayList<>();
    counters.forEach((family, points) -> all.add(new CounterSnapshot(metadata(family), points)));
    gauges.forEach((family, points) -> all.add(new GaugeSnapshot(metadata(family), points)));
    histograms.forEach(
        (family, points) -> all.add(new HistogramSnapshot(metadata(family), points)));
    return new MetricSnapshots(all);
  }

  private static Labels labels(Family family, String... values) {
    return Labels.of(family.labels(), List.of(values));
  }

  private static MetricMetadata metadata(Family family) {
    String name = family.metricName();
    boolean counter = family.kind() == Family.Kind.COUNTER;
    return new MetricMetadata(
        counter ? name.substring(0, name.length() - TOTAL.length()) : name, family.meaning());
  }
}
