package dev.banyan.core.resilience;

import static dev.banyan.core.resilience.BreakerBench.FAST;
import static dev.banyan.core.resilience.BreakerBench.OPEN_FOR;
import static dev.banyan.core.resilience.BreakerBench.SLOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Event loops that share a breaker. */
class RouteBreakerConcurrencyTest {
  private static final int THREADS = 4;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger openings = new AtomicInteger();
  private final AtomicInteger halfOpenings = new AtomicInteger();
  private final RouteBreaker breaker =
      new RouteBreaker(
          "r",
          BreakerBench.SPEC,
          nanos::get,
          (name, from, to, reads) -> {
            openings.addAndGet(to == BreakerState.OPEN ? 1 : 0);
            halfOpenings.addAndGet(to == BreakerState.HALF_OPEN ? 1 : 0);
          });

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private void together(Callable<?> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      running.add(
          threads.submit(() -> {
            start.await();
            return work.call();
          }));
    }
    for (Future<?> thread : running) {
      thread.get();
    }
  }

  private Queue<BreakerPermit> takeAllProbesTogether() throws Exception {
    Queue<BreakerPermit> taken = new ConcurrentLinkedQueue<>();
    together(() -> {
      for (int i = 0; i < 20; i++) {
        BreakerPermit permit = breaker.tryAcquire(true, true);
        if (permit != null) {
          taken.add(permit);
        }
      }
      return null;
    });
    return taken;
  }

  @Test
  void permitsInHalfOpenNeverExceedProbesAndNoneLeaks() throws Exception {
    int probes = BreakerBench.SPEC.probes();
    for (int round = 0; round < 300; round++) {
      for (int i = 0; i < BreakerBench.SPEC.minimumCalls(); i++) {
        breaker.tryAcquire(true, true).failed(FAST);
      }
      nanos.addAndGet(OPEN_FOR.toNanos() + 1);
      Queue<BreakerPermit> first = takeAllProbesTogether();
      assertEquals(probes, first.size());
      together(() -> {
        BreakerPermit permit = first.poll();
        if (permit != null) {
          permit.released();
        }
        return null;
      });
      Queue<BreakerPermit> second = takeAllProbesTogether();
      assertEquals(probes, second.size());
      together(() -> {
        BreakerPermit permit = second.poll();
        if (permit != null) {
          permit.succeeded(FAST);
        }
        return null;
      });
      assertEquals(BreakerState.CLOSED, breaker.state());
      assertEquals(round + 1, openings.get());
      assertEquals(round + 1, halfOpenings.get(), "half-openings told");
    }
  }

  @Test
  void whateverHappensAtOnceABreakerLeftAloneIsNotStuck() throws Exception {
    AtomicInteger seeds = new AtomicInteger(20_261_122);
    for (int round = 0; round < 20; round++) {
      together(() -> {
        useAtRandom(new SplittableRandom(seeds.incrementAndGet()));
        return null;
      });
      nanos.addAndGet(OPEN_FOR.toNanos() * 30);
      assertDecides();
    }
    assertTrue(openings.get() > 20, "openings: " + openings);
  }

  private void useAtRandom(SplittableRandom random) {
    List<BreakerPermit> held = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      BreakerPermit permit = breaker.tryAcquire(random.nextBoolean(), random.nextInt(5) > 0);
      if (permit != null) {
        held.add(permit);
      }
      if (random.nextInt(3) > 0 && !held.isEmpty()) {
        close(held.remove(random.nextInt(held.size())), random);
      }
      nanos.addAndGet(random.nextLong(OPEN_FOR.toNanos() / 20));
    }
    held.forEach(permit -> close(permit, random));
  }

  private static void close(BreakerPermit permit, SplittableRandom random) {
    if (random.nextInt(8) == 0) {
      permit.slow();
    }
    switch (random.nextInt(4)) {
      case 0 -> permit.failed(FAST);
      case 1 -> permit.released();
      case 2 -> permit.succeeded(SLOW);
      default -> permit.succeeded(FAST);
    }
  }

  /** Sends as many probes as are let through, all at one time, and expects a decision. */
  private void assertDecides() {
    for (int kinds = 0; kinds < 2 && breaker.state() != BreakerState.CLOSED; kinds++) {
      List<BreakerPermit> probes = new ArrayList<>();
      for (BreakerPermit next = probe(); next != null; next = probe()) {
        probes.add(next);
      }
      assertTrue(
          !probes.isEmpty() && probes.size() <= BreakerBench.SPEC.probes(), "" + probes.size());
      probes.forEach(permit -> permit.succeeded(FAST));
      if (breaker.state() == BreakerState.OPEN) {
        return;
      }
    }
    assertNotEquals(BreakerState.HALF_OPEN, breaker.state());
  }

  private BreakerPermit probe() {
    BreakerPermit permit = breaker.tryAcquire(true, true);
    return permit == null ? breaker.tryAcquire(false, true) : permit;
  }
}
