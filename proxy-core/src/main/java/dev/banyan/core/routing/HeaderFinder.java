package dev.banyan.core.routing;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Cookies;
import dev.banyan.core.http.RequestHead;

/** The first field line of a name; of what a preflight announces, the name alone. */
final class HeaderFinder implements ValueFinder {
  private final byte[] lowerName;

  /** The header of a name in lower case. */
  HeaderFinder(String lowerName) {
    this.lowerName = Ascii.bytes(lowerName);
  }

  @Override
  public long find(RequestHead head) {
    int i = head.next(lowerName, 0);
    if (i >= 0) {
      return Cookies.range(head.valueStart(i), head.valueEnd(i));
    }
    return head.isAnnounced() && head.announces(lowerName) ? Cookies.UNSEEN : Cookies.ABSENT;
  }
}
