package dev.banyan.core.routing;

/**
 * What all paths at some hosts may lead to. Immutable.
 *
 * @param kind what the routes have in common, as {@link Likeness#kind} says it
 * @param whole whether every path has a route
 */
record Prospect(int kind, boolean whole) {
  /** The prospect of no route. */
  static final Prospect NONE = new Prospect(Likeness.OF_ITS_OWN, false);
}
