package dev.banyan.core.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/**
 * Whose turn it is to probe an open breaker. Its parts are shared-safe.
 *
 * @param opening why the breaker is open
 * @param reads whether it is reads that are to probe, else writes
 * @param judge the window that judges the probes
 * @param candidates which requests may be probes
 */
record ProbeTurn(Opening opening, boolean reads, CircuitBreaker judge, Candidates candidates) {

  /** The first turn after an opening: new is left alone, then reads probe if they opened it. */
  static ProbeTurn first(Opening opening, BreakerWindows windows, BreakerSpec spec, long nowNanos) {
    boolean reads = opening.byReads();
    long beginNanos = nowNanos + spec.waitNanos(opening.failedRounds());
    return new ProbeTurn(
        opening, reads, windows.of(reads), new Candidates(reads, beginNanos, spec));
  }

  /** Whether writes have to pass too, once reads have. */
  boolean leavesWrites() {
    return reads && opening.byWrites();
  }

  /** The turn of writes, from now on. */
  ProbeTurn ofWrites(BreakerWindows windows, BreakerSpec spec, long nowNanos) {
    return new ProbeTurn(opening, false, windows.writes, new Candidates(false, nowNanos, spec));
  }
}
