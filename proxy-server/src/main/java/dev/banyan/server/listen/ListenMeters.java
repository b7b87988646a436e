package dev.banyan.server.listen;

import dev.banyan.core.http.HeadViolation;
import dev.banyan.core.resilience.BoundedCount;
import java.util.concurrent.atomic.LongAdder;

/** Counts client connections and requests that were refused before they were one. Shared-safe. */
public final class ListenMeters {
  private final BoundedCount connections = new BoundedCount();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder turnedAway = new LongAdder();
  private final LongAdder timedOut = new LongAdder();
  private final LongAdder[] violations;

  /** Counters at zero. */
  public ListenMeters() {
    violations = new LongAdder[HeadViolation.values().length];
    for (int i = 0; i < violations.length; i++) {
      violations[i] = new LongAdder();
    }
  }

  /** Takes a place for a connection if the bound allows; the connection gives it back. */
  boolean tryOpen(int max) {
    if (!connections.tryTake(1, max)) {
      turnedAway.increment();
      return false;
    }
    accepted.increment();
    return true;
  }

  void closed() {
    connections.giveBack(1);
  }

  @SuppressWarnings("EnumOrdinal")
  void refused(HeadViolation violation) {
    violations[violation.ordinal()].increment();
  }

  void tooSlow() {
    timedOut.increment();
  }

  /** The connections that are open. */
  public int connections() {
    return (int) connections.taken();
  }

  /** The connections that were accepted since the start. */
  public long accepted() {
    return accepted.sum();
  }

  /** The connections that were closed at once, since there were too many. */
  public long turnedAway() {
    return turnedAway.sum();
  }

  /** The connections that ended because the client was too slow. */
  public long timedOut() {
    return timedOut.sum();
  }

  /** The requests that were refused for {@code violation}. */
  @SuppressWarnings("EnumOrdinal")
  public long refusedFor(HeadViolation violation) {
    return violations[violation.ordinal()].sum();
  }
}
