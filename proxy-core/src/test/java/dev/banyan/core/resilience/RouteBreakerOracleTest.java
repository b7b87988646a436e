package dev.banyan.core.resilience;

import static dev.banyan.core.resilience.BreakerBench.FAST;
import static dev.banyan.core.resilience.BreakerBench.SLOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A breaker under random calls does what a naive one does: the same permits, the same states, the
 * same waits. In a time of trouble nearly all calls of a kind fail, in others nearly none.
 */
class RouteBreakerOracleTest {
  private record Pair(BreakerPermit permit, NaiveBreaker.Call call) {}

  private final Map<String, Integer> seen = new TreeMap<>();
  private int roundsBefore;

  @Test
  void itDoesWhatANaiveOneDoes() {
    long first = System.nanoTime();
    for (long seed = first; seed < first + 300; seed++) {
      play(new SplittableRandom(seed), "seed " + seed);
    }
    for (String rare :
        List.of(
            "by both", "reads have passed", "waits the longest", "closed after failed rounds")) {
      assertTrue(seen.getOrDefault(rare, 0) > 20, () -> rare + ": " + seen);
    }
  }

  private void play(SplittableRandom random, String name) {
    BreakerSpec spec =
        new BreakerSpec(
            random.nextInt(1, 101),
            StatusSet.DEFAULT_FAILURES,
            BreakerBench.SLOW_CALL,
            random.nextInt(1, 101),
            random.nextInt(6, 12),
            null,
            random.nextInt(1, 6),
            BreakerBench.OPEN_FOR,
            random.nextInt(1, 5));
    BreakerBench bench = new BreakerBench(spec);
    NaiveBreaker naive = new NaiveBreaker(spec);
    List<Pair> held = new ArrayList<>();
    int readTrouble = 0;
    int writeTrouble = 0;
    for (int step = 0; step < 600; step++) {
      String shown = name + ", step " + step;
      if (random.nextInt(40) == 0) {
        readTrouble = random.nextBoolean() ? 95 : 2;
        writeTrouble = random.nextBoolean() ? 95 : 2;
      }
      long pause = random.nextInt(8) == 0 ? random.nextLong(60_000) : random.nextLong(300);
      bench.pass(Duration.ofMillis(pause));
      naive.now(bench.nanos.get());
      boolean read = random.nextInt(3) > 0;
      boolean couldFallBack = random.nextInt(4) > 0;
      take(bench, naive, read, couldFallBack, held, shown);
      while (held.size() > random.nextInt(6)) {
        Pair next = held.remove(random.nextInt(held.size()));
        boolean bad = random.nextInt(100) < (next.call().read ? readTrouble : writeTrouble);
        if (bad && !next.call().slow && random.nextInt(3) == 0) {
          next.permit().slow();
          naive.slow(next.call());
          held.add(next);
        } else {
          end(next, naive, bad, random);
        }
        compare(bench, naive, shown);
      }
    }
  }

  private void take(
      BreakerBench bench,
      NaiveBreaker naive,
      boolean read,
      boolean couldFallBack,
      List<Pair> held,
      String shown) {
    NaiveBreaker.Call call = naive.acquire(read, couldFallBack);
    BreakerPermit permit = bench.breaker.tryAcquire(read, couldFallBack);
    assertEquals(call != null, permit != null, shown);
    if (permit != null) {
      held.add(new Pair(permit, call));
    }
    compare(bench, naive, shown);
  }

  private static void end(Pair pair, NaiveBreaker naive, boolean bad, SplittableRandom random) {
    boolean slow = pair.call().slow || (bad && random.nextInt(4) == 0);
    if (random.nextInt(10) == 0) {
      pair.permit().released();
      naive.release(pair.call());
    } else if (bad && (!slow || random.nextBoolean())) {
      pair.permit().failed(slow ? SLOW : FAST);
      naive.end(pair.call(), true, slow);
    } else {
      pair.permit().succeeded(slow ? SLOW : FAST);
      naive.end(pair.call(), false, slow);
    }
  }

  private void compare(BreakerBench bench, NaiveBreaker naive, String shown) {
    BreakerReading reading = bench.breaker.reading();
    assertEquals(naive.state(), reading.state(), shown);
    assertEquals(naive.failedRounds(), reading.failedRounds(), shown);
    assertEquals(naive.opened(), opened(reading), shown);
    note("by both", naive.opened().equals("reads and writes"));
    note("reads have passed", naive.readsHavePassed());
    note("waits the longest", naive.failedRounds() > 3);
    note("closed after failed rounds", roundsBefore > 0 && reading.failedRounds() == 0);
    roundsBefore = reading.failedRounds();
  }

  private static String opened(BreakerReading reading) {
    return (reading.openedByReads() ? "reads" : "")
        + (reading.openedByReads() && reading.openedByWrites() ? " and " : "")
        + (reading.openedByWrites() ? "writes" : "");
  }

  private void note(String what, boolean is) {
    if (is) {
      seen.merge(what, 1, Integer::sum);
    }
  }
}
