package dev.banyan.server.live;

import dev.banyan.core.forward.BackendAddresses;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.InFlightLimit;
import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.server.backend.BackendPort;
import org.jspecify.annotations.Nullable;

/**
 * A route as one event loop serves it. Confined to the loop.
 *
 * @param policy what the table says
 * @param legacy the legacy backend
 * @param newSide the new backend; null if nothing moves
 * @param breaker the breaker around new; null if there is none
 * @param inFlight counts the attempts at new
 * @param newTimeoutNanos longest wait for new's head
 * @param legacyTimeoutNanos longest wait for legacy's head
 * @param newStreamIdleNanos longest pause within an answer of new
 * @param legacyStreamIdleNanos longest pause within an answer of legacy
 * @param addresses the addresses of both sides, which clients do not see
 */
public record LoopRoute(
    RoutePolicy policy,
    BackendPort legacy,
    @Nullable BackendPort newSide,
    @Nullable RouteBreaker breaker,
    InFlightLimit inFlight,
    long newTimeoutNanos,
    long legacyTimeoutNanos,
    long newStreamIdleNanos,
    long legacyStreamIdleNanos,
    BackendAddresses addresses) {}
