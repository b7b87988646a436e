package dev.banyan.server.telemetry;

import java.util.Map;

/**
 * The traffic of a route in the last seconds. Immutable.
 *
 * @param route the route's name
 * @param seconds how long a time the numbers are from, up to 10
 * @param legacy attempts at legacy
 * @param newSide attempts at new
 * @param reads reads by planned side
 * @param writes writes by planned side
 * @param fallbacks requests that legacy answered for new, by reason, such as {@code timeout}
 * @param clientErrors clients that got a 5xx or a cut answer
 * @param unkeyed requests whose bucket was drawn at random
 */
public record RouteTraffic(
    String route,
    double seconds,
    Attempts legacy,
    Attempts newSide,
    Planned reads,
    Planned writes,
    Map<String, Long> fallbacks,
    long clientErrors,
    long unkeyed) {

  /** Copies the map. */
  public RouteTraffic {
    fallbacks = Map.copyOf(fallbacks);
  }

  /** Requests that legacy answered for new, for whatever reason. */
  public long fallbackCount() {
    return fallbacks.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Attempts at one side; those that an open breaker or a full pool kept from it are left out.
   *
   * @param count how many
   * @param failed how many of them failed
   * @param perSecond how many a second
   * @param p50Nanos the time to the head, or to the failure, that half of them took; -1 for none
   * @param p99Nanos what all but one in a hundred took; -1 for none
   */
  public record Attempts(long count, long failed, double perSecond, long p50Nanos, long p99Nanos) {}

  /**
   * Requests by the side that they were planned for, before any fallback.
   *
   * @param legacy for legacy
   * @param newSide for new
   */
  public record Planned(long legacy, long newSide) {
    /** For either side. */
    public long total() {
      return legacy + newSide;
    }

    /** New's part, from 0 to 1; 0 if there were none. */
    public double shareOfNew() {
      return total() == 0 ? 0 : (double) newSide / total();
    }
  }
}
