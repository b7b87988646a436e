package dev.banyan.core.explain;

import dev.banyan.core.resilience.BreakerReading;
import dev.banyan.core.resilience.FailureKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a running proxy knows of a route at a moment. Immutable.
 *
 * @param breaker its breaker; null if it has none
 * @param refusal why new would not be asked; null if it would
 * @param probe whether new would be asked as a probe of the breaker, if one is free
 * @param inFlight attempts at new that run
 * @param legacy the endpoints of legacy
 * @param moved the endpoints of new; empty if nothing moves
 */
public record LiveFacts(
    @Nullable BreakerReading breaker,
    @Nullable FailureKind refusal,
    boolean probe,
    int inFlight,
    List<Endpoint> legacy,
    List<Endpoint> moved) {

  /** Copies the lists. */
  public LiveFacts {
    legacy = List.copyOf(legacy);
    moved = List.copyOf(moved);
  }

  /**
   * What is thought of an endpoint.
   *
   * @param name as in {@code 10.0.1.10:9000}
   * @param up whether it passes its health checks, or has none
   * @param ejected whether it is left alone for the requests that it failed
   * @param known whether its name stands for an address
   */
  public record Endpoint(String name, boolean up, boolean ejected, boolean known) {
    /** In a word. */
    public String state() {
      return !up ? "down" : ejected ? "ejected" : known ? "up" : "unknown name";
    }
  }

  /** Where live facts come from. */
  @FunctionalInterface
  public interface Source {
    /** No proxy runs. */
    Source NONE = (route, read, couldFallBack, chosen) -> null;

    /**
     * What is known of a route at this moment.
     *
     * @param route its number in the table that is explained
     * @param read whether the request is a read
     * @param couldFallBack whether legacy could still answer it if new fails
     * @param chosen whether an override chose new
     * @return null if no proxy runs
     */
    @Nullable LiveFacts of(int route, boolean read, boolean couldFallBack, boolean chosen);
  }
}
