package dev.banyan.server.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Keeps a line for the operator, whose cause may recur all the time, to one a minute. Shared. */
public final class Complaint {
  private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanos;
  private final AtomicLong next;

  /** A complaint that was not made yet. */
  public Complaint() {
    this(System::nanoTime);
  }

  Complaint(LongSupplier nanos) {
    this.nanos = nanos;
    this.next = new AtomicLong(nanos.getAsLong());
  }

  /** Whether it is to be made now; if so, no other is due for a minute. */
  public boolean due() {
    long now = nanos.getAsLong();
    long due = next.get();
    return now - due >= 0 && next.compareAndSet(due, now + PAUSE_NANOS);
  }
}
