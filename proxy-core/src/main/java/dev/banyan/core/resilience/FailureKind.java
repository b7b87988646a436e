package dev.banyan.core.resilience;

import java.util.Locale;

/** How an attempt at a backend failed: the value that every failure on the data path is. */
public enum FailureKind {
  /** The breaker is open, or its probes are taken. */
  BREAKER_OPEN(Stage.NEVER_SENT, 503),
  /** The route's {@code max-in-flight} attempts at new are running. */
  IN_FLIGHT_FULL(Stage.NEVER_SENT, 503),
  /** All connections are taken, and so are all places to wait for one. */
  POOL_FULL(Stage.NEVER_SENT, 503),
  /** No connection became free within {@code pending-timeout}. */
  PENDING_TIMEOUT(Stage.NEVER_SENT, 503),
  /** No endpoint is left that may be tried. */
  NO_ENDPOINT(Stage.NEVER_SENT, 503),
  /** The connection was refused, unreachable or reset while it opened. */
  CONNECT_FAILED(Stage.NOT_PROCESSED, 503),
  /** The connection, TLS included, did not open within {@code connect-timeout}. */
  CONNECT_TIMEOUT(Stage.NOT_PROCESSED, 503),
  /** TLS failed: the certificate was refused, by us or by the backend, or it speaks no TLS. */
  TLS_FAILED(Stage.NOT_PROCESSED, 503),
  /** A reused connection died before a byte of the answer. */
  STALE_CONNECTION(Stage.SENT, 502),
  /** The connection was reset before a whole response head. */
  RESET(Stage.SENT, 502),
  /** The connection was closed before a whole response head. */
  CLOSED(Stage.SENT, 502),
  /** The answer is no valid HTTP, or above the limits. */
  INVALID_ANSWER(Stage.SENT, 502),
  /** No response head within {@code timeout}, or no byte of a held body taken for as long. */
  TIMEOUT(Stage.SENT, 504),
  /** The answer begins a login of the connection, which is not one user's. */
  LOGIN_REFUSED(Stage.ANSWERED, 502),
  /** The answer's status counts as a failure. */
  STATUS(Stage.ANSWERED, 502),
  /** The body ended, or paused for too long, before its announced end. */
  BODY_CUT(Stage.ANSWERED, 502);

  /** How far a request had come when its attempt failed. */
  public enum Stage {
    /** Nothing was sent, and nobody was asked. */
    NEVER_SENT,
    /** Provably not processed: no byte of the request was written. */
    NOT_PROCESSED,
    /** It may have been executed. */
    SENT,
    /** A head came back. */
    ANSWERED
  }

  private final Stage stage;
  private final int status;
  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  FailureKind(Stage stage, int status) {
    this.stage = stage;
    this.status = status;
  }

  /** How far the request had come. */
  public Stage stage() {
    return stage;
  }

  /** The status for the client if nobody else may answer. */
  public int status() {
    return status;
  }

  /** The name in logs and metrics, as in {@code breaker-open}. */
  public String label() {
    return label;
  }

  /**
   * Whether it speaks against the endpoint: it could not be reached, or gave no answer. Any status
   * is an answer, and a connection that died in the pool may have been closed in good order.
   */
  public boolean speaksAgainstEndpoint() {
    return stage == Stage.NOT_PROCESSED || (stage == Stage.SENT && this != STALE_CONNECTION);
  }

  /** Whether the breaker counts it as a failed call of new; what never reached new is no call. */
  public boolean countsForBreaker() {
    return stage != Stage.NEVER_SENT && this != LOGIN_REFUSED;
  }
}
