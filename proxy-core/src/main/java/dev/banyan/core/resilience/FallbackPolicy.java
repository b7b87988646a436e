package dev.banyan.core.resilience;

import dev.banyan.core.split.Side;

/**
 * When may legacy answer instead of new, and when may a side be asked again? Only new falls back,
 * only to legacy, only once, and only before the first byte of a final head went to the client.
 * Stateless.
 */
public final class FallbackPolicy {
  /** Most endpoints of one side that are tried when connecting fails. */
  public static final int MAX_ENDPOINTS = 3;

  /** Most times that a request is sent. */
  public static final int MAX_SENDS = 3;

  private static final int BAD_GATEWAY = 502;
  private static final int SERVICE_UNAVAILABLE = 503;

  private FallbackPolicy() {}

  /** What follows {@code failure}. */
  public static Verdict next(FailureKind failure, ExchangeFacts facts) {
    if (facts.committed()) {
      return Verdict.TRUNCATE;
    }
    return switch (failure.stage()) {
      case NEVER_SENT -> neverSent(facts);
      case NOT_PROCESSED -> notProcessed(facts);
      case SENT -> sent(failure, facts);
      case ANSWERED -> mayReplay(facts) ? Verdict.LEGACY : answered(failure);
    };
  }

  /**
   * The status for a client whose request is cut, so far unanswered, because Banyan stops: 503 says
   * that it may be sent again, so it is 502 where a backend may have acted on it.
   */
  public static int statusIfCut(ExchangeFacts facts) {
    return facts.read() || facts.sends() == 0 ? SERVICE_UNAVAILABLE : BAD_GATEWAY;
  }

  private static Verdict neverSent(ExchangeFacts facts) {
    return mayFallBack(facts) && facts.bodyReplayable() ? Verdict.LEGACY : Verdict.FAIL;
  }

  private static Verdict notProcessed(ExchangeFacts facts) {
    boolean left = facts.endpointsLeft() && facts.endpointsTried() < MAX_ENDPOINTS;
    if (left && facts.bodyReplayable()) {
      return Verdict.ANOTHER_ENDPOINT;
    }
    return neverSent(facts);
  }

  private static Verdict sent(FailureKind failure, ExchangeFacts facts) {
    if (failure == FailureKind.STALE_CONNECTION && mayGoFresh(facts)) {
      return Verdict.FRESH_CONNECTION;
    }
    return mayReplay(facts) ? Verdict.LEGACY : Verdict.FAIL;
  }

  private static boolean mayGoFresh(ExchangeFacts facts) {
    return facts.read()
        && !facts.freshTried()
        && facts.bodyReplayable()
        && facts.sends() < MAX_SENDS;
  }

  private static Verdict answered(FailureKind failure) {
    return failure == FailureKind.STATUS ? Verdict.DELIVER : Verdict.FAIL;
  }

  private static boolean mayReplay(ExchangeFacts facts) {
    return mayFallBack(facts)
        && (facts.read() || facts.replayAllowed())
        && facts.bodyReplayable()
        && facts.sends() < MAX_SENDS;
  }

  private static boolean mayFallBack(ExchangeFacts facts) {
    return facts.side() == Side.NEW && facts.fallbackEnabled();
  }
}
