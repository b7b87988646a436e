package dev.banyan.server.telemetry;

import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.split.Side;

/**
 * Where the counters of a route as a whole stand in its {@link SparseCounters}: the bytes at the
 * end, for they are the first to need 64 bits. Stateless.
 */
final class RouteCells {
  /** Clients that got a 5xx or a cut answer, but for what they did themselves. */
  static final int CLIENT_ERRORS = 0;

  /** Clients that left before the end of their answer. */
  static final int CLIENT_LEFT = 1;

  /** Answers that were cut, but for what their client did. */
  static final int TRUNCATED = 2;

  /** Kept bodies that were dropped. */
  static final int REPLAY_DROPPED = 3;

  /** Buckets that were drawn at random. */
  static final int UNKEYED = 4;

  /** Requests that Banyan itself refused. */
  static final int REFUSED = 5;

  /** Requests whose body is longer than allowed; they are refused too. */
  static final int BODY_TOO_LARGE = 6;

  /** Answers without the sticky cookie that their clients lack. */
  static final int COOKIES_LEFT_OUT = 7;

  private static final FailureKind[] KINDS = FailureKind.values();
  private static final int PLANS = SparseCounters.CHUNK;
  private static final int FALLBACKS = PLANS + SparseCounters.CHUNK;

  /** Bytes of request bodies; from here on counters are wide. */
  static final int REQUEST_BYTES = FALLBACKS + SparseCounters.aligned(KINDS.length);

  /** Bytes of answers' bodies. */
  static final int RESPONSE_BYTES = REQUEST_BYTES + 1;

  /** How many counters a route has. */
  static final int SIZE = RESPONSE_BYTES + 1;

  private RouteCells() {}

  /** Counters of a route, at 0. */
  static SparseCounters counters() {
    return new SparseCounters(REQUEST_BYTES, SIZE - REQUEST_BYTES);
  }

  /** The counter of reads or writes planned for a side. */
  static int plans(Side side, boolean reads) {
    return PLANS + side.ordinal() * 2 + (reads ? 0 : 1);
  }

  /** The counter of answers that legacy gave for new, by what happened at new. */
  static int fallback(FailureKind reason) {
    return FALLBACKS + reason.ordinal();
  }

  /** All reasons of a fallback. */
  static FailureKind[] reasons() {
    return KINDS.clone();
  }
}
