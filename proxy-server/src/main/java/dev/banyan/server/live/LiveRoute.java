package dev.banyan.server.live;

import dev.banyan.core.forward.BackendAddresses;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.InFlightLimit;
import dev.banyan.core.resilience.RouteBreaker;
import dev.banyan.server.backend.LiveBackend;
import dev.banyan.server.transport.LoopContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A route with its long-lived state, which outlives the table that names it. Shared-safe.
 *
 * @param policy what the table says
 * @param legacy the legacy backend
 * @param newSide the new backend; null if nothing moves
 * @param breaker the breaker around new; null if there is none
 * @param inFlight counts the attempts at new
 * @param addresses the addresses of both sides
 */
public record LiveRoute(
    RoutePolicy policy,
    LiveBackend legacy,
    @Nullable LiveBackend newSide,
    @Nullable RouteBreaker breaker,
    InFlightLimit inFlight,
    BackendAddresses addresses) {

  LoopRoute on(LoopContext loop) {
    LiveBackend moved = newSide == null ? legacy : newSide;
    Duration own = policy.timeout();
    Duration timeout = own == null ? moved.spec().timeout() : own;
    return new LoopRoute(
        policy,
        legacy.on(loop),
        newSide == null ? null : newSide.on(loop),
        breaker,
        inFlight,
        timeout.toNanos(),
        legacy.spec().timeout().toNanos(),
        moved.spec().streamIdle().toNanos(),
        legacy.spec().streamIdle().toNanos(),
        addresses);
  }
}
