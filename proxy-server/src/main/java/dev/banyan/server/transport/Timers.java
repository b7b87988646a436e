package dev.banyan.server.transport;

/** The clock of an event loop and its alarms. Confined to the loop. */
public interface Timers {
  /** The time in nanoseconds; it only grows, and means nothing but its distance. */
  long nanos();

  /** An alarm, not set, that runs {@code action} on the loop when its time has come. */
  Alarm alarm(Runnable action);
}
