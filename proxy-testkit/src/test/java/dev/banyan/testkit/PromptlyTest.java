package dev.banyan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PromptlyTest {
  private static final Duration NO_TIME = Duration.ofNanos(-1);
  private static final Duration LONG = Duration.ofHours(1);

  private final AtomicInteger runs = new AtomicInteger();

  private void holdsAtRun(int run) {
    assertEquals(run, runs.incrementAndGet());
  }

  @Test
  void aFailureInTimeIsOne() {
    assertThrows(AssertionError.class, () -> Promptly.within(LONG, () -> holdsAtRun(2)));
    assertEquals(1, runs.get());
  }

  @Test
  void aFailureThatTookTooLongIsTriedAgain() {
    Promptly.within(NO_TIME, () -> holdsAtRun(3));
    assertEquals(3, runs.get());
  }

  @Test
  void whatFailsEachTimeFails() {
    assertThrows(AssertionError.class, () -> Promptly.within(NO_TIME, () -> holdsAtRun(100)));
    assertEquals(5, runs.get());
  }

  @Test
  void whatHoldsIsRunOnce() {
    Promptly.within(NO_TIME, () -> holdsAtRun(1));
    assertEquals(1, runs.get());
  }
}
