package dev.banyan.core.resilience;

import static dev.banyan.core.resilience.BreakerBench.OPEN_FOR;
import static dev.banyan.core.resilience.BreakerBench.SPEC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a breaker says it would do is what it does, and asking it changes nothing. */
class AdmissionTest {
  private final BreakerBench bench = new BreakerBench(SPEC);
  private final RouteBreaker breaker = bench.breaker;

  @Test
  void whatItWouldDoIsWhatItDoes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<Admission, Integer> seen = new EnumMap<>(Admission.class);
    Deque<BreakerPermit> taken = new ArrayDeque<>();
    for (int i = 0; i < 20_000; i++) {
      boolean read = random.nextBoolean();
      boolean couldFallBack = random.nextInt(3) > 0;
      BreakerState before = breaker.state();
      Admission admission = breaker.admission(read, couldFallBack);
      assertEquals(before, breaker.state());
      assertEquals(admission, breaker.admission(read, couldFallBack));
      seen.merge(admission, 1, Integer::sum);
      BreakerPermit permit = breaker.tryAcquire(read, couldFallBack);
      String shown = admission + " in step " + i + ", seed " + seed;
      switch (admission) {
        case YES -> assertNotNull(permit, shown);
        case NO -> assertNull(permit, shown);
        case PROBE -> assertTrue(permit != null || before == BreakerState.HALF_OPEN, shown);
      }
      if (permit != null) {
        taken.add(permit);
      }
      while (taken.size() > random.nextInt(4)) {
        end(taken.remove(), random.nextInt(5));
      }
      bench.pass(Duration.ofMillis(random.nextInt(20) == 0 ? 20_000 : 1));
    }
    assertTrue(seen.size() == 3 && seen.values().stream().allMatch(n -> n > 100), seen::toString);
  }

  private static void end(BreakerPermit permit, int how) {
    switch (how) {
      case 0, 1 -> permit.failed(BreakerBench.FAST);
      case 2 -> permit.released();
      default -> permit.succeeded(BreakerBench.FAST);
    }
  }

  @Test
  void aFreeProbeIsGiven() {
    bench.openAndWait(true);

    assertEquals(Admission.PROBE, breaker.admission(true, true));
    assertEquals(Admission.NO, breaker.admission(false, true));
    assertEquals(Admission.NO, breaker.admission(true, false));
    assertNotNull(breaker.tryAcquire(true, true));
  }

  @Test
  void aReadingTellsStateWindowsAndTimes() {
    bench.succeed(false, 3);
    bench.fail(true, SPEC.minimumCalls());
    bench.pass(Duration.ofSeconds(10));

    BreakerReading reading = breaker.reading();

    assertEquals(BreakerState.OPEN, reading.state());
    assertTrue(reading.openedByReads());
    assertEquals(Duration.ofSeconds(10), reading.since());
    assertEquals(OPEN_FOR.minusSeconds(10), reading.untilProbes());
    assertEquals(new BreakerReading.Window(4, 4, 0), reading.reads());
    assertEquals(new BreakerReading.Window(3, 0, 0), reading.writes());
    bench.pass(OPEN_FOR);
    assertEquals(Duration.ZERO, breaker.reading().untilProbes());
  }
}
