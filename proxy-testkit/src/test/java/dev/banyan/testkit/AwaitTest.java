package dev.banyan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
  @Test
  void asksUntilTheValueIsAsWanted() {
    AtomicInteger asked = new AtomicInteger();
    int value = Await.value("asked", Duration.ofSeconds(5), asked::incrementAndGet, n -> n == 5);
    assertEquals(5, value);
    assertEquals(5, asked.get());
  }

  @Test
  void asksAtLeastOnce() {
    Await.until("true", Duration.ZERO, () -> true);
  }

  @Test
  void saysWhatItWaitedForAndWhatItSaw() {
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () -> Await.value("backends up", Duration.ofMillis(20), () -> 3, n -> n == 4));
    assertEquals("backends up: not within PT0.02S, last seen: 3", error.getMessage());
  }
}
