package dev.banyan.core.explain;

import dev.banyan.core.http.RequestHead;
import dev.banyan.core.resilience.ExchangeFacts;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.split.Side;

/**
 * What an exchange would know of itself when an attempt fails. All that was taken of a body is
 * still kept. Immutable.
 *
 * @param replayAllowed whether legacy may be asked although new may have executed the request
 * @param fallbackEnabled whether the route has a fallback
 * @param committed whether the client's answer has begun
 * @param endpointsTried how many endpoints of the side were tried
 * @param endpointsLeft whether another is left
 * @param sends how often the request was sent
 * @param freshTried whether a fresh connection was tried
 */
record AssumedFacts(
    Side side,
    boolean read,
    boolean replayAllowed,
    boolean fallbackEnabled,
    boolean committed,
    int endpointsTried,
    boolean endpointsLeft,
    int sends,
    boolean freshTried)
    implements ExchangeFacts {

  /** The first attempt of a request at a side; nothing was sent. */
  static AssumedFacts of(RequestHead head, FallbackSpec fallback, Side side) {
    return new AssumedFacts(
        side,
        head.isRead(),
        fallback.replayAllowed(head),
        fallback.enabled(),
        false,
        0,
        false,
        0,
        false);
  }

  @Override
  public boolean bodyReplayable() {
    return true;
  }

  AssumedFacts tried(int endpoints, boolean left) {
    return new AssumedFacts(
        side, read, replayAllowed, fallbackEnabled, committed, endpoints, left, sends, freshTried);
  }

  AssumedFacts sent(int times, boolean fresh) {
    return new AssumedFacts(
        side, read, replayAllowed, fallbackEnabled, committed, 1, false, times, fresh);
  }

  AssumedFacts answered() {
    return new AssumedFacts(
        side, read, replayAllowed, fallbackEnabled, true, 1, false, 1, freshTried);
  }
}
