package dev.banyan.core.routing;

import dev.banyan.core.http.ByteMap;
import dev.banyan.core.http.Cookies;
import dev.banyan.core.http.RequestHead;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routes of which most ask for a certain value of the same field: one look-up finds those that may
 * match.
 */
final class ValueSwitch implements LeafNode {
  private final ValueFinder finder;
  private final ByteMap<LeafNode> byValue;
  private final @Nullable LeafNode rest;
  private final int work;

  /**
   * A switch.
   *
   * @param byValue the routes by the value that they ask for, one character a byte
   * @param rest the routes that ask something else; null for none
   */
  ValueSwitch(FieldKey key, Map<String, LeafNode> byValue, @Nullable LeafNode rest) {
    this.finder = key.finder();
    this.byValue = ByteMap.exact(byValue);
    this.rest = rest;
    int most = byValue.values().stream().mapToInt(LeafNode::work).max().orElse(0);
    this.work = 1 + most + (rest == null ? 0 : rest.work());
  }

  @Override
  public int find(RequestHead head, int limit) {
    LeafNode some = some(head);
    int best = some == null ? limit : some.find(head, limit);
    return rest == null ? best : rest.find(head, best);
  }

  private @Nullable LeafNode some(RequestHead head) {
    long range = finder.find(head);
    if (range == Cookies.ABSENT) {
      return null;
    }
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
