package dev.banyan.core.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BoundedCountTest {
  private final BoundedCount count = new BoundedCount();

  @Test
  void takesUpToTheBoundAndNoMore() {
    assertTrue(count.tryTake(3, 5));
    assertFalse(count.tryTake(3, 5));
    assertTrue(count.tryTake(2, 5));
    assertFalse(count.tryTake(1, 5));
    assertEquals(5, count.taken());
    count.giveBack(3);
    assertTrue(count.tryTake(3, 5));
  }

  @Test
  void aBoundThatFellIsKeptAtOnce() {
    assertTrue(count.tryTake(4, 5));
    assertFalse(count.tryTake(1, 2));
    count.giveBack(3);
    assertTrue(count.tryTake(1, 2));
  }

  /** Counting first and taking it back if it was too much would refuse the other thread. */
  @Test
  void aRefusalKeepsNothingFromOthers() throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    Thread greedy =
        new Thread(() -> {
          while (!stop.get()) {
            assertFalse(count.tryTake(2, 1));
          }
        });
    greedy.start();
    for (int i = 0; i < 1_000_000; i++) {
      assertTrue(count.tryTake(1, 1), "time " + i);
      count.giveBack(1);
    }
    stop.set(true);
    greedy.join();
    assertEquals(0, count.taken());
  }
}
