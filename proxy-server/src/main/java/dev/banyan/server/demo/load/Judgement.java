package dev.banyan.server.demo.load;

/** Whether a client saw an error, and whether the promises allow it. */
public enum Judgement {
  /** No error. */
  FINE,
  /** An error that no proxy could have spared the client without a risk of executing twice. */
  ALLOWED,
  /** An error that the client should not have seen, or a write that was executed twice. */
  FORBIDDEN
}
