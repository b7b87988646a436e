package dev.banyan.core.routing;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.ByteMap;
import dev.banyan.core.http.RequestHead;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One step of a path, with all that may follow it. A look-up goes down the most specific way first:
 * a literal segment, then any segment, then {@code /**}. Immutable.
 *
 * @param literals what follows a certain segment; null for none
 * @param any what follows any segment that is not empty; null for none
 * @param exact the routes for a path that ends here; null for none
 * @param open the routes for a path that ends here or goes on; null for none
 */
record PathTrie(
    @Nullable ByteMap<PathTrie> literals,
    @Nullable PathTrie any,
    @Nullable RouteLeaf exact,
    @Nullable RouteLeaf open) {

  /**
   * The most specific route for the rest of a path.
   *
   * @param path bytes in which the path stands
   * @param at where the rest begins: at a slash, or at {@code end}
   * @param end where the path ends
   * @param head the request that conditions look at
   * @return the route's number, or {@link RouteIndex#NO_MATCH}
   */
  int find(byte[] path, int at, int end, RequestHead head) {
    int found = at == end ? in(exact, head) : below(path, at + 1, end, head);
    return found == RouteIndex.NO_MATCH ? in(open, head) : found;
  }

  private int below(byte[] path, int start, int end, RequestHead head) {
    if (literals == null && any == null) {
      return RouteIndex.NO_MATCH;
    }
    int slash = Ascii.indexOf(path, start, end, (byte) '/');
    int stop = slash < 0 ? end : slash;
    PathTrie literal = literals == null ? null : literals.get(path, start, stop);
    int found = literal == null ? RouteIndex.NO_MATCH : literal.find(path, stop, end, head);
    if (found == RouteIndex.NO_MATCH && any != null && stop > start) {
      found = any.find(path, stop, end, head);
    }
    return found;
  }

  /**
   * Visits the leaves that {@link #find} asks, in its order, until the visitor has enough.
   *
   * @return whether it has
   */
  boolean walk(byte[] path, int at, int end, Predicate<RouteLeaf> enough) {
    boolean done =
        at == end ? exact != null && enough.test(exact) : walkBelow(path, at + 1, end, enough);
    return done || (open != null && enough.test(open));
  }

  private boolean walkBelow(byte[] path, int start, int end, Predicate<RouteLeaf> enough) {
    int slash = Ascii.indexOf(path, start, end, (byte) '/');
    int stop = slash < 0 ? end : slash;
    PathTrie literal = literals == null ? null : literals.get(path, start, stop);
    return (literal != null && literal.walk(path, stop, end, enough))
        || (any != null && stop > start && any.walk(path, stop, end, enough));
  }

  private static int in(@Nullable RouteLeaf leaf, RequestHead head) {
    return leaf == null ? RouteIndex.NO_MATCH : leaf.find(head);
  }
}
