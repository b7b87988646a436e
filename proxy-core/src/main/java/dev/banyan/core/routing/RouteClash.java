package dev.banyan.core.routing;

/**
 * Two routes that do not go together. Immutable.
 *
 * @param route the number of the route to complain about, in order of addition
 * @param other the number of the route that it clashes with, which was added earlier for {@link
 *     Kind#EQUAL_RANK}; {@code route} itself if no request can meet its conditions
 * @param kind what is wrong
 */
public record RouteClash(int route, int other, Kind kind) {
  /** What is wrong with two routes. */
  public enum Kind {
    /** Some requests meet the conditions of both, and neither is more specific. */
    EQUAL_RANK,
    /** Every request that meets the route's conditions is taken by the other. */
    NEVER_REACHED,
    /**
     * Too many routes share hosts and path and differ in what only trying them one after the other
     * can tell: {@code route} is the last of them, {@code other} the first.
     */
    CROWDED
  }
}
