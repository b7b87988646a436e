package dev.banyan.core.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InFlightLimitTest {
  private final InFlightLimit limit = new InFlightLimit();

  @Test
  void givesAsManyPlacesAsTheBoundSays() {
    assertTrue(limit.tryAcquire(2));
    assertTrue(limit.tryAcquire(2));
    assertFalse(limit.tryAcquire(2));
    assertEquals(2, limit.running());
    limit.release();
    assertTrue(limit.tryAcquire(2));
  }

  @Test
  void aBoundOfZeroIsNone() {
    for (int i = 0; i < 1_000; i++) {
      assertTrue(limit.tryAcquire(0));
    }

    assertEquals(1_000, limit.running());
  }

  @Test
  void aBoundThatShrinksIsMetBySmallerNumbers() {
    limit.tryAcquire(3);
    limit.tryAcquire(3);
    limit.tryAcquire(3);
    limit.release();

    assertFalse(limit.tryAcquire(1));
    assertEquals(2, limit.running());
  }
}
