package dev.banyan.core.plan;

import dev.banyan.core.forward.RouteActions;
import dev.banyan.core.resilience.BreakerSpec;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.routing.Likeness;
import dev.banyan.core.split.SideOverride;
import dev.banyan.core.split.Split;
import dev.banyan.core.split.StickyKey;
import dev.banyan.core.split.StickyLists;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route says, once its request has matched. Immutable.
 *
 * @param name the route's name in the table; unique
 * @param line the line of the table where the route begins, from 1; 0 if it was not written
 * @param legacy the name of the backend that serves what new does not
 * @param newBackend the name of the backend that takes over; null if nothing moves
 * @param split the share of new
 * @param sticky where the sticky value is found, the first present counts; empty for none
 * @param salt what sets the route's buckets apart; empty for none
 * @param kill whether all requests stay on legacy
 * @param timeout longest wait for new's response head; null for its backend's
 * @param fallback which failures of new legacy answers
 * @param breaker when new is left alone; null for {@code breaker: off}
 * @param maxInFlight most attempts at new at one time; 0 for no bound
 * @param bodyLimit longest request body in bytes
 * @param lists the users whose side is settled whatever the share
 * @param override how trusted requests may choose their side; null if none may
 * @param actions what is done beside choosing a side
 */
public record RoutePolicy(
    String name,
    int line,
    String legacy,
    @Nullable String newBackend,
    Split split,
    List<StickyKey> sticky,
    String salt,
    boolean kill,
    @Nullable Duration timeout,
    FallbackSpec fallback,
    @Nullable BreakerSpec breaker,
    int maxInFlight,
    long bodyLimit,
    StickyLists lists,
    @Nullable SideOverride override,
    RouteActions actions) {

  /** Copies the list. */
  public RoutePolicy {
    sticky = List.copyOf(sticky);
  }

  /** A route without lists, override and actions. */
  public RoutePolicy(
      String name,
      int line,
      String legacy,
      @Nullable String newBackend,
      Split split,
      List<StickyKey> sticky,
      String salt,
      boolean kill,
      @Nullable Duration timeout,
      FallbackSpec fallback,
      @Nullable BreakerSpec breaker,
      int maxInFlight,
      long bodyLimit) {
    this(
        name,
        line,
        legacy,
        newBackend,
        split,
        sticky,
        salt,
        kill,
        timeout,
        fallback,
        breaker,
        maxInFlight,
        bodyLimit,
        StickyLists.NONE,
        null,
        RouteActions.NONE);
  }

  /**
   * Which routes of a table are equal in all but their names and what they match.
   *
   * @param routes the routes in the order of the table, the catch-all last
   */
  public static Likeness likeness(List<RoutePolicy> routes) {
    return Likeness.of(
        routes.stream().map(RoutePolicy::unnamed).toList(), route -> route.actions.readsPath());
  }

  private RoutePolicy unnamed() {
    return newBackend == null
        ? withoutNew()
        : new RoutePolicy(
            "",
            0,
            legacy,
            newBackend,
            split,
            sticky,
            salt,
            kill,
            timeout,
            fallback,
            breaker,
            maxInFlight,
            bodyLimit,
            lists,
            override,
            actions);
  }

  /** The same less what is about new alone, which nobody asks. */
  private RoutePolicy withoutNew() {
    return new RoutePolicy(
        "",
        0,
        legacy,
        null,
        Split.NONE,
        List.of(),
        "",
        false,
        null,
        FallbackSpec.DEFAULT,
        null,
        0,
        bodyLimit,
        StickyLists.NONE,
        override,
        actions);
  }
}
