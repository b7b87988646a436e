package dev.banyan.core.routing;

import dev.banyan.core.http.ByteMap;
import dev.banyan.core.http.Cookies;
import dev.banyan.core.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routes of which most ask for a certain value of the same field: one look-up finds those that may
 * match.
 */
final class ValueSwitch implements LeafNode {
  private final ValueFinder finder;
  private final ByteMap<LeafNode> byValue;

  /** The routes that may ask for a value that is not seen, the best ones first. */
  private final LeafNode[] unseen;

  private final @Nullable LeafNode rest;
  private final int work;

  /**
   * A switch.
   *
   * @param byValue the routes by the value that they ask for, one character a byte, those with the
   *     lowest position first
   * @param rest the routes that ask something else; null for none
   */
  ValueSwitch(FieldKey key, Map<String, LeafNode> byValue, @Nullable LeafNode rest) {
    this.finder = key.finder();
    this.byValue = ByteMap.exact(byValue);
    this.rest = rest;
    int most = byValue.values().stream().mapToInt(LeafNode::work).max().orElse(0);
    this.unseen = first(byValue);
    this.work = 1 + most + (rest == null ? 0 : rest.work());
  }

  /** Of many routes so many that a look-up is no more work than a table may make of it. */
  private static LeafNode[] first(Map<String, LeafNode> byValue) {
    List<LeafNode> first = new ArrayList<>();
    int work = 0;
    for (LeafNode node : byValue.values()) {
      work += node.work();
      if (work <= RouteLeaf.MOST_WORK) {
        first.add(node);
      }
    }
    return first.toArray(LeafNode[]::new);
  }

  @Override
  public int find(RequestHead head, int limit) {
    long range = finder.find(head);
    int best = limit;
    if (range == Cookies.UNSEEN) {
      for (LeafNode node : unseen) {
        best = node.find(head, best);
      }
    } else if (range != Cookies.ABSENT) {
      LeafNode some = some(head, range);
      best = some == null ? limit : some.find(head, limit);
    }
    return rest == null ? best : rest.find(head, best);
  }

  private @Nullable LeafNode some(RequestHead head, long range) {
    byte[] bytes = head.bytes();
    byte[] decoded = finder.decoded(bytes, Cookies.start(range), Cookies.end(range));
    return decoded == null
        ? byValue.get(bytes, Cookies.start(range), Cookies.end(range))
        : byValue.get(decoded, 0, decoded.length);
  }

  @Override
  public int work() {
    return work;
  }
}
