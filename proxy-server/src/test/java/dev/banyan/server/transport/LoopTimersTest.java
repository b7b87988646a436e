package dev.banyan.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a loop knows of the time in which it stood still. The times are an hour ahead, so that the
 * real clock, which a beat asks, is never past one.
 */
class LoopTimersTest {
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final EventLoops loops = EventLoops.start(1);
  private final LoopTimers timers =
      new LoopTimers(loops.contexts().get(0).loop(), loops.contexts().get(0).faults());
  private final long start = System.nanoTime() + Duration.ofHours(1).toNanos();

  @BeforeEach
  void begin() {
    timers.stoodStillNanos(start);
  }

  @AfterEach
  void stop() {
    loops.stop().awaitUninterruptibly();
  }

  @Test
  void aLoopWithoutABeatKnowsNothing() {
    assertEquals(0, timers.stoodStillNanos(start + 5_000 * MILLI));
  }

  @Test
  void aPauseIsCountedOnceAndFromWhenTheLoopWasSeenLast() {
    timers.beat(start + 100 * MILLI);
    timers.stoodStillNanos(start + 90 * MILLI);
    assertEquals(500 * MILLI, timers.stoodStillNanos(start + 590 * MILLI));

    timers.stoodStillNanos(start + 600 * MILLI);
    timers.beat(start + 700 * MILLI);
    assertEquals(500 * MILLI, timers.stoodStillNanos(start + 690 * MILLI));

    assertEquals(800 * MILLI, timers.stoodStillNanos(start + 990 * MILLI));
  }

  @Test
  void aBeatThatIsALittleLateIsNoPause() {
    timers.beat(start + 100 * MILLI);
    assertEquals(0, timers.stoodStillNanos(start + 150 * MILLI));
  }
}
