package dev.banyan.server.exchange.sim;

import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.plan.RoutePolicy;
import dev.banyan.core.resilience.BreakerSpec;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.resilience.StatusSet;
import dev.banyan.core.split.Split;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the one route of a schedule.
 *
 * @param newTimeout longest wait for new's head, in nanoseconds
 * @param legacyTimeout the same for legacy
 * @param newStreamIdle longest pause within an answer of new, in nanoseconds
 * @param legacyStreamIdle the same for legacy
 * @param replayBudget how much all exchanges may keep together, in bytes
 */
record SimRoute(
    RoutePolicy policy,
    long newTimeout,
    long legacyTimeout,
    long newStreamIdle,
    long legacyStreamIdle,
    long replayBudget) {
  private static final long MILLI = 1_000_000;

  static SimRoute draw(Draw draw) {
    long timeout = draw.between(2, 1000) * MILLI;
    long legacyTimeout = draw.between(2, 1000) * MILLI;
    RoutePolicy policy =
        new RoutePolicy(
            "orders",
            1,
            "monolith",
            "orders",
            new Split(5000, 5000),
            List.of(),
            "",
            draw.chance(4),
            Duration.ofNanos(timeout),
            fallback(draw),
            draw.chance(85) ? breaker(draw, timeout) : null,
            draw.chance(30) ? draw.between(1, 4) : 0,
            draw.chance(90) ? 1 << 20 : draw.between(0, 400));
    return new SimRoute(
        policy,
        timeout,
        legacyTimeout,
        idle(draw, timeout),
        idle(draw, legacyTimeout),
        draw.chance(85) ? 1 << 20 : draw.between(0, 500));
  }

  private static long idle(Draw draw, long timeout) {
    return draw.chance(75) ? timeout * draw.between(1, 20) : Math.max(MILLI, timeout / 3);
  }

  private static FallbackSpec fallback(Draw draw) {
    StatusSet on =
        draw.chance(75)
            ? StatusSet.DEFAULT_FALLBACK
            : draw.of(StatusSet.of(404, 500), StatusSet.of(503), StatusSet.range(500, 599));
    Set<HttpMethod> methods =
        draw.chance(70) ? Set.of() : draw.of(Set.of(HttpMethod.PUT), Set.of(HttpMethod.POST));
    int kept = draw.ofInts(64 << 10, 64 << 10, 1000, 200, 40, 0);
    return new FallbackSpec(draw.chance(88), on, methods, draw.chance(50), kept);
  }

  private static BreakerSpec breaker(Draw draw, long timeout) {
    StatusSet failures =
        draw.chance(75)
            ? StatusSet.DEFAULT_FAILURES
            : draw.of(StatusSet.of(500), StatusSet.of(404, 503));
    int window = draw.between(2, 20);
    return new BreakerSpec(
        draw.ofInts(20, 50, 50, 100),
        failures,
        Duration.ofNanos(Math.max(1, timeout * draw.ofInts(1, 10, 50, 50, 50, 100, 150) / 100)),
        draw.ofInts(30, 50, 80, 100),
        window,
        null,
        draw.between(1, window + 2),
        Duration.ofNanos(draw.between(1, 3000) * MILLI),
        draw.between(1, 5));
  }

  @Nullable BreakerSpec breaker() {
    return policy.breaker();
  }

  FallbackSpec fallback() {
    return policy.fallback();
  }
}
