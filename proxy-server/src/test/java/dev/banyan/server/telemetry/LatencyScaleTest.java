package dev.banyan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LatencyScaleTest {
  @Test
  void everyBorderBeginsItsBucket() {
    double[] borders = LatencyScale.coarseBorders();
    for (int i = 0; i < borders.length - 1; i++) {
      long nanos = Math.round(borders[i] * 1e9);

      assertEquals(i + 1, LatencyScale.coarseOf(LatencyScale.fine(nanos)), "at " + nanos);
      assertEquals(i, LatencyScale.coarseOf(LatencyScale.fine(nanos - 1)), "below " + nanos);
    }
  }

  @Test
  void theEndsTakeWhatIsBeyondThem() {
    assertEquals(0, LatencyScale.fine(-5));
    assertEquals(0, LatencyScale.fine(0));
    assertEquals(LatencyScale.FINE - 1, LatencyScale.fine(Long.MAX_VALUE));
    assertEquals(LatencyScale.FINE - 1, LatencyScale.fine(TimeUnit.SECONDS.toNanos(60)));
    assertEquals(LatencyScale.FINE - 2, LatencyScale.fine(TimeUnit.SECONDS.toNanos(60) - 1));
  }

  @Test
  void aLongerLatencyIsNeverInALowerBucket() {
    int before = 0;
    for (double nanos = 1; nanos < 2e11; nanos *= 1.0007) {
      int bucket = LatencyScale.fine((long) nanos);
      assertTrue(bucket >= before && bucket <= before + 1, "at " + (long) nanos);
      before = bucket;
    }
    assertEquals(LatencyScale.FINE - 1, before);
  }

  @Test
  void nothingCountedHasNoQuantile() {
    assertEquals(-1, LatencyScale.quantile(new long[LatencyScale.FINE], 0, 0.5));
  }

  @RepeatedTest(50)
  void quantilesAreWithinFivePercentOfTheExactOnes(RepetitionInfo info) {
    long seed = 7_000L + info.getCurrentRepetition();
    Random random = new Random(seed);
    long[] latencies = latencies(random);
    long[] counts = new long[LatencyScale.FINE + 3];
    for (long nanos : latencies) {
      counts[3 + LatencyScale.fine(nanos)]++;
    }
    Arrays.sort(latencies);

    for (double share : new double[] {0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1}) {
      long exact = latencies[Math.max(0, (int) Math.ceil(share * latencies.length) - 1)];
      long found = LatencyScale.quantile(counts, 3, share);
      assertEquals(
          (double) exact, (double) found, exact * 0.05, () -> "seed " + seed + ", share " + share);
    }
  }

  /** From 1 to 5,000 latencies of one to three humps between 10 µs and 60 s. */
  private static long[] latencies(Random random) {
    long[] latencies = new long[1 + random.nextInt(5_000)];
    double[] humps = random.doubles(1 + random.nextInt(3), 4.3, 10.3).toArray();
    for (int i = 0; i < latencies.length; i++) {
      double exponent = humps[random.nextInt(humps.length)] + random.nextGaussian() * 0.2;
      latencies[i] = (long) Math.min(59.9e9, Math.max(10_001, Math.pow(10, exponent)));
    }
    return latencies;
  }
}
