package dev.banyan.testkit;

/**
 * What became of one request of a load. Immutable.
 *
 * @param key its {@code X-Request-Key}, unique in the load
 * @param request what was sent
 * @param outcome how it ended
 * @param status the status; 0 if no whole answer head came
 * @param servedBy the value of {@code X-Served-By}; empty if there was none
 * @param detail what went wrong, in words; empty if nothing did
 * @param reusedConnection whether its connection had carried a request before
 * @param dueNanos when it was due, after the start of the load
 * @param latenessNanos how long after that it was sent
 * @param latencyNanos from then to the last byte of the answer, or to the failure
 */
public record LoadResult(
    String key,
    LoadRequest request,
    LoadOutcome outcome,
    int status,
    String servedBy,
    String detail,
    boolean reusedConnection,
    long dueNanos,
    long latenessNanos,
    long latencyNanos) {
  /** Tells whether a whole answer came with a status below 500. */
  public boolean succeeded() {
    return outcome == LoadOutcome.ANSWERED && status < 500;
  }
}
