package dev.banyan.core.routing;

import dev.banyan.core.http.RequestHead;

/**
 * Some of the routes of a {@link RouteLeaf}, by their positions in it: the lower one is the more
 * specific. Immutable.
 */
sealed interface LeafNode permits RouteList, ValueSwitch {
  /** The lowest position below {@code limit} whose conditions hold, or {@code limit}. */
  int find(RequestHead head, int limit);

  /** How much work a look-up may be: a route is 1, a regular expression 15 or more beside. */
  int work();
}
