package dev.banyan.server.demo.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StallMeterTest {
  @Test
  void sumsTheLateNapsOfATime() {
    try (StallMeter meter = new StallMeter()) {
      long later = System.nanoTime() + Duration.ofHours(1).toNanos();
      for (int nap = 0; nap < 10; nap++) {
        meter.woke(later + nap, 100 + nap);
      }
      meter.woke(later + 10, -5);

      assertEquals(Duration.ofNanos(103 + 104 + 105), meter.stalled(later + 3, later + 5));
      assertEquals(Duration.ofNanos(109), meter.stalled(later + 9, later + 100));
      assertEquals(Duration.ZERO, meter.stalled(later + 11, later + 100));
      assertTrue(meter.lateness() >= 0);
    }
  }
}
