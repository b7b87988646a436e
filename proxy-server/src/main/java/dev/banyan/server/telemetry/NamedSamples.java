package dev.banyan.server.telemetry;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which exchange each bucket of a route's histograms named last. Loops move on at different times,
 * so what one of them still keeps may be older than what its bucket named at the last scrape;
 * Prometheus refuses such an example, and logs that. Shared-safe.
 */
final class NamedSamples {
  private static final Comparator<LatencySample> BY_TIME =
      Comparator.comparingLong(LatencySample::wallMillis);

  private @Nullable LatencySample @Nullable [] last;

  /**
   * Leaves out of a histogram's samples those that are not the last that their bucket named, nor
   * later.
   *
   * @param slot the histogram, as a place of {@link LatencySamples}
   */
  synchronized void leaveOutOlder(int slot, List<LatencySample> samples) {
    if (samples.isEmpty()) {
      return;
    }
    @Nullable LatencySample[] named = last;
    if (named == null) {
      named = new LatencySample[LatencySamples.PLACES * LatencyScale.COARSE];
      last = named;
    }
    samples.sort(BY_TIME);
    samples.removeIf(isOlder(slot * LatencyScale.COARSE, named));
  }

  private static Predicate<LatencySample> isOlder(int first, @Nullable LatencySample[] named) {
    return sample -> {
      // The upper border of a bucket belongs to it.
      int at = first + LatencyScale.coarseOf(LatencyScale.fine(sample.nanos() - 1));
      LatencySample before = named[at];
      if (before != null && !before.equals(sample) && sample.wallMillis() <= before.wallMillis()) {
        return true;
      }
      named[at] = sample;
      return false;
    };
  }
}
