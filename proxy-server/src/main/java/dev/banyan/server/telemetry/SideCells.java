package dev.banyan.server.telemetry;

import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.split.Side;
import org.jspecify.annotations.Nullable;

/**
 * Where the counters of one side of a route stand in its {@link SparseCounters}: requests by method
 * and status class, their latencies, attempts by outcome, and theirs. Stateless.
 */
final class SideCells {
  private static final HttpMethod[] METHODS = HttpMethod.values();
  private static final FailureKind[] KINDS = FailureKind.values();
  private static final String[] CLASSES = {"none", "1xx", "2xx", "3xx", "4xx", "5xx"};
  private static final String[] OUTCOMES = outcomes();

  /** The outcome of an attempt that did not fail. */
  static final int OK = 0;

  /** The outcome of an attempt that was given up for the client's sake or ours. */
  static final int ABANDONED = 1;

  private static final int FIRST_KIND = 2;

  /** Requests: a chunk for each method, in it a counter for each class. */
  private static final int REQUESTS = 0;

  /** Latencies of requests, in coarse buckets. */
  static final int LATENCIES = SparseCounters.CHUNK * METHODS.length;

  /** Attempts by outcome. */
  static final int ATTEMPTS = LATENCIES + SparseCounters.aligned(LatencyScale.COARSE);

  /** Latencies of attempts, in fine buckets. */
  static final int ATTEMPT_LATENCIES = ATTEMPTS + SparseCounters.aligned(OUTCOMES.length);

  /** The sum of the latencies of requests in nanoseconds; from here on counters are wide. */
  static final int LATENCY_NANOS = ATTEMPT_LATENCIES + SparseCounters.aligned(LatencyScale.FINE);

  /** The sum of the latencies of attempts in nanoseconds. */
  static final int ATTEMPT_NANOS = LATENCY_NANOS + 1;

  /** How many counters a side has. */
  static final int SIZE = ATTEMPT_NANOS + 1;

  /** How many sides are told apart: legacy, new, and none. */
  static final int SIDES = 3;

  private static final int NO_SIDE = 2;
  private static final String[] SIDE_LABELS = {"legacy", "new", "none"};

  private SideCells() {}

  /** Counters of a side, at 0. */
  static SparseCounters counters() {
    return new SparseCounters(LATENCY_NANOS, SIZE - LATENCY_NANOS);
  }

  /** The number of a side; null is none. */
  static int side(@Nullable Side side) {
    return side == null ? NO_SIDE : side.ordinal();
  }

  /** The label of a side by its number. */
  static String sideLabel(int side) {
    return SIDE_LABELS[side];
  }

  /** The counter of requests with a method and an answer's status. */
  static int request(HttpMethod method, int status) {
    boolean answered = status >= 100 && status < 600 && status != ExchangeRecord.CLIENT_LEFT;
    return request(method.ordinal(), answered ? status / 100 : 0);
  }

  /** The counter of requests with a method and a class of statuses, by their numbers. */
  static int request(int method, int statusClass) {
    return REQUESTS + method * SparseCounters.CHUNK + statusClass;
  }

  static int methods() {
    return METHODS.length;
  }

  static String methodLabel(int method) {
    return METHODS[method].name();
  }

  static int statusClasses() {
    return CLASSES.length;
  }

  static String classLabel(int statusClass) {
    return CLASSES[statusClass];
  }

  /** The number of an attempt's outcome. */
  static int outcome(AttemptRecord attempt) {
    FailureKind failure = attempt.failure();
    if (attempt.abandoned() || attempt.excused()) {
      return ABANDONED;
    }
    return failure == null ? OK : FIRST_KIND + failure.ordinal();
  }

  static int outcomeCount() {
    return OUTCOMES.length;
  }

  static String outcomeLabel(int outcome) {
    return OUTCOMES[outcome];
  }

  /** Whether an attempt with this outcome may have reached an endpoint. */
  static boolean asked(int outcome) {
    return outcome < FIRST_KIND
        || KINDS[outcome - FIRST_KIND].stage() != FailureKind.Stage.NEVER_SENT;
  }

  private static String[] outcomes() {
    String[] labels = new String[FIRST_KIND + KINDS.length];
    labels[OK] = "ok";
    labels[ABANDONED] = "abandoned";
    for (FailureKind kind : KINDS) {
      labels[FIRST_KIND + kind.ordinal()] = kind.label();
    }
    return labels;
  }
}
