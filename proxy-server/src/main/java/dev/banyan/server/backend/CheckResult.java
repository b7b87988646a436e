package dev.banyan.server.backend;

import dev.banyan.core.resilience.FailureKind;
import java.util.Locale;

/** What came of a health check. */
public enum CheckResult {
  PASSED,
  /** An answer with another status. */
  STATUS,
  /** No connection, or no TLS. */
  CONNECT_FAILED,
  /** No head in time. */
  TIMEOUT,
  /** The connection was closed without an answer. */
  CLOSED,
  /** An answer that is no valid HTTP. */
  INVALID;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name in logs and metrics, as in {@code connect-failed}. */
  public String label() {
    return label;
  }

  static CheckResult of(FailureKind failure) {
    return switch (failure) {
      case CONNECT_TIMEOUT, TIMEOUT -> TIMEOUT;
      case INVALID_ANSWER -> INVALID;
      default -> failure.stage() == FailureKind.Stage.NOT_PROCESSED ? CONNECT_FAILED : CLOSED;
    };
  }
}
