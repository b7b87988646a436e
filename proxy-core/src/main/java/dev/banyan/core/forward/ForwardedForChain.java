package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;

/**
 * The chain of {@code X-Forwarded-For}: each proxy appends whom it heard from, so the right end is
 * what the nearest one saw. It is read from there as long as the hop that wrote it is trusted.
 * Stateless.
 */
final class ForwardedForChain {
  /** How many hops are followed; no honest chain is longer. */
  private static final int MOST_HOPS = 32;

  private ForwardedForChain() {}

  /** The first address from the right that is no trusted proxy's, or the leftmost readable one. */
  static byte[] client(RequestHead head, byte[] peer, TrustedProxies proxies) {
    byte[] client = peer;
    int hops = 0;
    for (int i = head.fieldCount() - 1; i >= 0; i--) {
      if (!head.is(i, KnownField.X_FORWARDED_FOR)) {
        continue;
      }
      int end = head.valueEnd(i);
      while (end >= head.valueStart(i)) {
        int start = elementStart(head, i, end);
        byte[] hop = NodeAddress.read(Ascii.string(head.bytes(), start, end).strip());
        if (hop == null || ++hops > MOST_HOPS) {
          return client;
        }
        client = hop;
        if (!proxies.trusts(hop)) {
          return client;
        }
        end = start - 1;
      }
    }
    return client;
  }

  private static int elementStart(RequestHead head, int i, int end) {
    int start = end;
    while (start > head.valueStart(i) && head.bytes()[start - 1] != ',') {
      start--;
    }
    return start;
  }
}
