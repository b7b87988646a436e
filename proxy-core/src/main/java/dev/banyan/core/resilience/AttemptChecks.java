package dev.banyan.core.resilience;

import org.jspecify.annotations.Nullable;

/**
 * What stands before an attempt at new. Who makes the attempt and who only explains what would
 * happen ask the same, in the same order: the one takes what it is given, the other looks.
 */
public interface AttemptChecks {
  /** Whether fewer attempts run than {@code max-in-flight}; an attempt takes a place. */
  boolean hasPlace();

  /** Whether the breaker lets the request through; an attempt takes a permit. */
  boolean isPermitted(RouteBreaker breaker);

  /** Whether no endpoint of new passes its checks. */
  boolean allDown();

  /**
   * Asks one after the other, until one is against the attempt. A request that an override chose is
   * let through only while the breaker is closed, and takes no permit: who tests a release neither
   * opens nor closes the breaker for others. Endpoints that are down are tried where nobody else
   * may answer.
   *
   * @param breaker the breaker around new; null if there is none
   * @param chosen whether an override chose new
   * @param fallback whether legacy may answer a request that new was not sent
   * @return why new is not asked; null if it is
   */
  default @Nullable FailureKind refusal(
      @Nullable RouteBreaker breaker, boolean chosen, boolean fallback) {
    if (!hasPlace()) {
      return FailureKind.IN_FLIGHT_FULL;
    }
    if (breaker != null && !(chosen ? breaker.isClosed() : isPermitted(breaker))) {
      return FailureKind.BREAKER_OPEN;
    }
    return allDown() && fallback ? FailureKind.NO_ENDPOINT : null;
  }
}
