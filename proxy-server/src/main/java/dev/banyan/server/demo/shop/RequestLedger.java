package dev.banyan.server.demo.shop;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What became of the load's requests at the two shops: the truth that the client's view is judged
 * by. It remembers the newest requests only. Shared-safe; its lock is held for nanoseconds.
 */
public final class RequestLedger {
  /** The field by which a request is known: a number. */
  public static final String REQUEST_ID = "X-Demo-Request";

  private static final int MOST_ENTRIES = 16_384;

  private final Map<Long, Visit> visits = new Newest<>(MOST_ENTRIES);

  /**
   * What is known of a request. Immutable.
   *
   * @param atNew what the new shop did with it
   * @param headNanos how long the new shop took to answer, as far as it did
   * @param executions how often it was executed, at both shops together
   */
  public record Visit(Treatment atNew, long headNanos, int executions) {
    /** Neither shop has seen it. */
    public static final Visit NONE = new Visit(Treatment.UNSEEN, 0, 0);
  }

  /** Counts an execution, at either shop. */
  public void executed(long id) {
    update(id, old -> new Visit(old.atNew(), old.headNanos(), old.executions() + 1));
  }

  /** Notes what the new shop did with a request, and how long it took for that. */
  public void atNew(long id, Treatment treatment, long nanos) {
    update(id, old -> new Visit(treatment, nanos, old.executions()));
  }

  /** What is known of a request. */
  public synchronized Visit visit(long id) {
    return visits.getOrDefault(id, Visit.NONE);
  }

  private synchronized void update(long id, UnaryOperator<Visit> change) {
    visits.put(id, change.apply(visits.getOrDefault(id, Visit.NONE)));
  }
}
