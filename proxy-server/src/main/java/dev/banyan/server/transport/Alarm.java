package dev.banyan.server.transport;

/**
 * A time-out that is moved often and goes off rarely. Confined to its event loop.
 *
 * <p>Setting it is cheap when the new time is later than the one before: the pending wake-up then
 * finds that it came too early and waits on.
 */
public interface Alarm {
  /** Sets the alarm to a time on the clock of {@link Timers#nanos()}, in place of any before. */
  void at(long nanos);

  /** Calls the alarm off; what it holds stays known to the loop until its wake-up has passed. */
  void clear();

  /** Calls the alarm off for good, and frees what it holds. */
  default void end() {
    clear();
  }
}
