package dev.banyan.core.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the look-up of a request's route went, for explanations. Immutable.
 *
 * @param route what was found, as {@link RouteIndex#find} says it
 * @param readings the path in each of its readings with the route that it leads to; one if all are
 *     the path as it stands
 * @param doubt why the readings disagree
 * @param failed the last of the routes that rank before the one that was found and take its host
 *     and path, but not the request; the best one first
 * @param failedBefore how many more of these there are
 * @param found the route that was found; null if none was
 * @param next the best of the other routes that would have taken the request; null for none
 */
public record RouteTrace(
    int route,
    List<Reading> readings,
    Doubt doubt,
    List<Candidate> failed,
    int failedBefore,
    @Nullable Candidate found,
    @Nullable Candidate next) {

  /** Why the readings of a path disagree, so that the client is told 400. */
  public enum Doubt {
    /** They agree. */
    NONE,
    /** They find different routes. */
    ROUTES,
    /** It climbs and is ambiguous besides, so that servers read it in more than three ways. */
    CLIMBS,
    /** It has backslashes and parameters, so that servers read it in more than three ways. */
    MIXES
  }

  /** Copies the lists. */
  public RouteTrace {
    readings = List.copyOf(readings);
    failed = List.copyOf(failed);
  }

  /**
   * A way to read a path.
   *
   * @param name what it is called
   * @param path the path so read
   * @param route the route that it leads to; {@link RouteIndex#NO_MATCH} for none
   */
  public record Reading(String name, String path, int route) {}

  /**
   * A route that takes a request's host and path.
   *
   * @param route its number
   * @param match what it takes, with the one of its hosts that fits
   * @param failed the first of its conditions that does not hold; null if all do
   */
  public record Candidate(int route, RouteMatch match, @Nullable Failed failed) {}

  /** What conditions are on. */
  public enum Subject {
    METHOD,
    HEADER,
    QUERY,
    COOKIE
  }

  /**
   * A condition that does not hold.
   *
   * @param number which of the route's conditions on this subject, from 0
   * @param condition what is asked; null for the method
   * @param value what the request has, decoded; null for nothing
   */
  public record Failed(
      Subject subject, int number, @Nullable FieldCondition condition, @Nullable String value) {}
}
