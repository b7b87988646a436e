package dev.banyan.server.exchange;

import dev.banyan.core.resilience.ExchangeFacts;
import dev.banyan.core.split.Side;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a preflight when an attempt fails: it is safe and has no body. Immutable.
 *
 * @param attempt the attempt that failed; null if it was not made
 */
record PreflightFacts(
    Side side, boolean fallbackEnabled, boolean committed, int sends, @Nullable Attempt attempt)
    implements ExchangeFacts {
  @Override
  public boolean read() {
    return true;
  }

  @Override
  public boolean replayAllowed() {
    return true;
  }

  @Override
  public boolean bodyReplayable() {
    return true;
  }

  @Override
  public int endpointsTried() {
    return attempt == null ? 0 : attempt.endpointsTried();
  }

  @Override
  public boolean endpointsLeft() {
    return attempt != null && attempt.endpointsLeft();
  }

  @Override
  public boolean freshTried() {
    return attempt != null && attempt.freshTried();
  }
}
