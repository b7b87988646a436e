package dev.banyan.server.transport;

/** The clock of an event loop and its alarms. Confined to the loop. */
public interface Timers {
  /** The time in nanoseconds; it only grows, and means nothing but its distance. */
  long nanos();

  /**
   * For how long the loop has stood still in all until {@code now}, which is the present: what came
   * meanwhile had to wait for us. A pause is noticed by an overdue beat, and counts from when the
   * loop was last seen, here or at an alarm or a beat.
   */
  default long stoodStillNanos(long now) {
    return 0;
  }

  /**
   * The time in nanoseconds that passes while the loop runs, and not while it stands still: what is
   * waited for is waited for on this clock. It only grows, and means nothing but its distance.
   */
  default long runningNanos() {
    long now = nanos();
    return now - stoodStillNanos(now);
  }

  /** Says that the loop stands still if it does not get here again by {@code due}. */
  default void beat(long due) {}

  /** An alarm, not set, that runs {@code action} on the loop when its time has come. */
  Alarm alarm(Runnable action);
}
