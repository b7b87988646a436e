package dev.banyan.server.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ComplaintTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Complaint complaint = new Complaint(now::get);

  @Test
  void isDueAtOnceAndThenOnceAMinute() {
    assertTrue(complaint.due());
    assertFalse(complaint.due());
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    assertFalse(complaint.due());
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertTrue(complaint.due());
    assertFalse(complaint.due());
  }
}
