package dev.banyan.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SparseCountersTest {
  @RepeatedTest(20)
  void countsLikeAnArray(RepetitionInfo info) {
    long seed = info.getCurrentRepetition();
    Random random = new Random(seed);
    int size = SparseCounters.aligned(1 + random.nextInt(900));
    int wide = random.nextInt(4);
    long[] oracle = new long[size + 4];
    SparseCounters counters = new SparseCounters(size, wide);
    for (int i = 0; i < 2_000; i++) {
      int cell = random.nextInt(size + wide);
      long n = random.nextInt(4) == 0 ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(3);
      oracle[cell] += n;
      counters.add(cell, n);
    }

    long[] sums = new long[size + 4];
    counters.addTo(sums);
    assertArrayEquals(oracle, sums, "seed " + seed);
  }

  @Test
  void aCounterGoesOnBeyond32Bits() {
    SparseCounters counters = new SparseCounters(8, 0);
    counters.add(2, 5);
    counters.add(3, Integer.MAX_VALUE);
    assertEquals(Integer.MAX_VALUE, read(counters, 3));
    counters.add(3, 1);
    counters.add(3, 1L << 40);

    assertEquals((1L << 31) + (1L << 40), read(counters, 3));
    assertEquals(5, read(counters, 2));
  }

  @Test
  void aReaderNeverSeesACounterGoBack() throws InterruptedException {
    SparseCounters counters = new SparseCounters(16, 1);
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(() -> {
          for (int i = 0; i < 200_000; i++) {
            counters.add(9, 40_000);
            counters.add(10, 1);
          }
          done.set(true);
        });
    writer.start();
    long before = 0;
    while (!done.get()) {
      long now = read(counters, 9);
      assertTrue(now >= before && now % 40_000 == 0, "from " + before + " to " + now);
      before = now;
    }
    writer.join();

    assertEquals(200_000L * 40_000, read(counters, 9));
    assertEquals(200_000, read(counters, 10));
  }

  private static long read(SparseCounters counters, int cell) {
    long[] sums = new long[32];
    counters.addTo(sums);
    return sums[cell];
  }
}
