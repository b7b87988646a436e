package dev.banyan.core.resilience;

/** What follows a failed attempt. */
public enum Verdict {
  /** The answer at hand goes to the client. */
  DELIVER,
  /** Once more to the same side, on another endpoint. */
  ANOTHER_ENDPOINT,
  /** Once more to the same side, on a connection that is opened for it. */
  FRESH_CONNECTION,
  /** Legacy answers, from a clean slate. */
  LEGACY,
  /** The client gets {@link FailureKind#status()}. */
  FAIL,
  /** The client's answer has begun: it is cut so that nobody takes it for whole. */
  TRUNCATE
}
