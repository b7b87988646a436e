package dev.banyan.core.resilience;

import dev.banyan.core.split.Side;

/** What {@link FallbackPolicy} needs to know of an exchange whose attempt failed. */
public interface ExchangeFacts {
  /** The side of the attempt. */
  Side side();

  /** Whether the request's method is GET, HEAD or OPTIONS. */
  boolean read();

  /** Whether the request may be sent to legacy although new may have executed it. */
  boolean replayAllowed();

  /** Whether {@code fallback} is on for the route. */
  boolean fallbackEnabled();

  /** Whether a byte of a final response head went to the client. */
  boolean committed();

  /** Whether all of the body that was taken from the client can be sent once more. */
  boolean bodyReplayable();

  /** How many endpoints of this side were tried. */
  int endpointsTried();

  /** Whether this side has an endpoint that was not tried. */
  boolean endpointsLeft();

  /** How many times the request was sent, in part or whole, to either side. */
  int sends();

  /** Whether this side was already given a fresh connection after a stale one. */
  boolean freshTried();
}
