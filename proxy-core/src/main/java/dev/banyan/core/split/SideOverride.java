package dev.banyan.core.split;

import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Cookies;
import dev.banyan.core.http.RequestHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a trusted request may choose its side: a header or a cookie that says {@code new} or {@code
 * legacy}. Immutable.
 *
 * @param header the header's name in any case, asked first; null for none
 * @param cookie the cookie's exact name; null for none
 * @param from the networks whose requests are trusted
 */
public record SideOverride(
    @Nullable String header, @Nullable String cookie, List<AddressBlock> from) {
  private static final byte[] NEW = Ascii.bytes("new");
  private static final byte[] LEGACY = Ascii.bytes("legacy");

  /** Copies the list. */
  public SideOverride {
    from = List.copyOf(from);
  }

  /**
   * The side that a request chooses, or null if it chooses none or is not trusted.
   *
   * @param client the client's resolved address; empty if unknown
   */
  public @Nullable Side find(RequestHead head, byte[] client) {
    Side wanted = wanted(head);
    return wanted != null && isTrusted(client) ? wanted : null;
  }

  /** Whether the side that a client chooses counts. */
  public boolean isTrusted(byte[] client) {
    for (AddressBlock block : from) {
      if (block.contains(client)) {
        return true;
      }
    }
    return false;
  }

  /** The side that a request names, whether or not it is trusted; null for none. */
  public @Nullable Side wanted(RequestHead head) {
    int i = header == null ? -1 : head.next(header, 0);
    Side wanted = i < 0 ? null : side(head.bytes(), head.valueStart(i), head.valueEnd(i));
    if (wanted != null || cookie == null) {
      return wanted;
    }
    long range = Cookies.findNonEmpty(head, cookie);
    return range == Cookies.ABSENT
        ? null
        : side(head.bytes(), Cookies.start(range), Cookies.end(range));
  }

  private static @Nullable Side side(byte[] bytes, int start, int end) {
    if (Ascii.equalsLower(NEW, bytes, start, end)) {
      return Side.NEW;
    }
    return Ascii.equalsLower(LEGACY, bytes, start, end) ? Side.LEGACY : null;
  }
}
