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
    int size = SparseCounters.aligned(1 + random.nextInt(100));
    long[] oracle = new long[size];
    SparseCounters counters = new SparseCounters(size);
    for (int i = 0; i < 2_000; i++) {
      int cell = random.nextInt(size);
      long n = random.nextInt(4) == 0 ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(3);
      oracle[cell] += n;
      counters.add(cell, n);
    }

    long[] sums = new long[size];
    counters.addTo(sums);
    assertArrayEquals(oracle, sums, "seed " + seed);
    for (int i = 0; i < size; i++) {
      assertEquals(oracle[i], counters.read(i), "seed " + seed);
    }
  }

  @Test
  void aCounterGoesOnBeyond32Bits() {
    SparseCounters counters = new SparseCounters(8);
    counters.add(2, 5);
    counters.add(3, Integer.MAX_VALUE);
    assertEquals(Integer.MAX_VALUE, counters.read(3));
    counters.add(3, 1);
    counters.add(3, 1L << 40);

    assertEquals((1L << 31) + (1L << 40), counters.read(3));
    assertEquals(5, counters.read(2));
  }

  @Test
  void aReaderNeverSeesACounterGoBack() throws InterruptedException {
    SparseCounters counters = new SparseCounters(16);
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
      long now = counters.read(9);
      assertTrue(now >= before && now % 40_000 == 0, "from " + before + " to " + now);
      before = now;
    }
    writer.join();

    assertEquals(200_000L * 40_000, counters.read(9));
    assertEquals(200_000, counters.read(10));
  }
}
