package dev.banyan.server.e2e.fallback;

import dev.banyan.testkit.RawResponse;

/**
 * What a client was told, in short. Immutable.
 *
 * @param status the status; 0 if no head came
 * @param by the origin that answered; empty if it was the proxy, or nobody
 * @param whole whether the answer was complete
 * @param answer all of it
 */
record Told(int status, String by, boolean whole, RawResponse answer) {
  static Told by(RawResponse answer) {
    return new Told(answer.status(), answer.header("X-Served-By"), answer.complete(), answer);
  }

  /** The status and who gave it, for comparisons: {@code 200 legacy}, or {@code 502 proxy}. */
  String inShort() {
    return (whole ? "" : "cut ") + status + " " + (by.isEmpty() ? "proxy" : by);
  }
}
