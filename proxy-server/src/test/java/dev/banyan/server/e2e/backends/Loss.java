package dev.banyan.server.e2e.backends;

/**
 * A request of a load that no origin answered.
 *
 * @param method its method
 * @param seen what the client saw: a status and why, or what befell its connection
 * @param begunNanos when it was sent, by {@link System#nanoTime}
 * @param endedNanos when the client knew
 */
record Loss(String method, String seen, long begunNanos, long endedNanos) {
  boolean read() {
    return method.equals("GET");
  }

  /** Whether the proxy said that the backend reset it or was too late. */
  boolean badGateway() {
    return seen.startsWith("502") || seen.startsWith("504");
  }

  /** Whether it was on its way at some time of a span. */
  boolean within(long fromNanos, long toNanos) {
    return begunNanos - toNanos <= 0 && endedNanos - fromNanos >= 0;
  }
}
