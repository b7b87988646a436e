package dev.banyan.testkit;

/**
 * A request with its key and the time when it is due.
 *
 * @param key its {@code X-Request-Key}
 * @param request what to send
 * @param dueNanos when, by {@link System#nanoTime}
 */
record LoadJob(String key, LoadRequest request, long dueNanos) {
  /** Returns the result of a request that was never sent. */
  LoadResult notSent(long startNanos) {
    long lateness = System.nanoTime() - dueNanos;
    return result(LoadOutcome.NOT_SENT, RawResponse.NONE, false, startNanos, lateness, 0);
  }

  LoadResult result(
      LoadOutcome outcome,
      RawResponse response,
      boolean reused,
      long startNanos,
      long latenessNanos,
      long latencyNanos) {
    return new LoadResult(
        key,
        request,
        outcome,
        response.status(),
        response.header(Echo.SERVED_BY),
        response.detail(),
        reused,
        dueNanos - startNanos,
        latenessNanos,
        latencyNanos);
  }
}
