package dev.banyan.testkit;

/** What became of one request of a load. */
public enum LoadOutcome {
  /** A whole answer came, whatever its status. */
  ANSWERED,
  /** A whole answer came that carries the key of another request. */
  WRONG_ANSWER,
  /** No connection could be made. */
  CONNECT_FAILED,
  /** The connection was closed before a whole answer head. */
  CLOSED_BEFORE_HEAD,
  /** The connection was reset before a whole answer head. */
  RESET_BEFORE_HEAD,
  /** The connection was closed inside the answer's body. */
  CLOSED_IN_BODY,
  /** The connection was reset inside the answer's body. */
  RESET_IN_BODY,
  /** The answer is no valid HTTP. */
  MALFORMED,
  /** No byte came within the time-out, before the head or inside the body. */
  TIMED_OUT,
  /** The load ended before a connection was free. */
  NOT_SENT;

  static LoadOutcome of(RawResponse response, String key) {
    boolean inBody = response.status() != 0;
    return switch (response.ending()) {
      case COMPLETE -> answers(response, key) ? ANSWERED : WRONG_ANSWER;
      case FIN -> inBody ? CLOSED_IN_BODY : CLOSED_BEFORE_HEAD;
      case RESET -> inBody ? RESET_IN_BODY : RESET_BEFORE_HEAD;
      case MALFORMED -> MALFORMED;
    };
  }

  private static boolean answers(RawResponse response, String key) {
    return response.headers().first(RecordedRequest.KEY_FIELD).orElse(key).equals(key);
  }
}
