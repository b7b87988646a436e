package dev.banyan.core.routing;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Cookies;
import dev.banyan.core.http.RequestHead;

/** The first field line of a name. */
final class HeaderFinder implements ValueFinder {
  private final byte[] lowerName;

  /** The header of a name in lower case. */
  HeaderFinder(String lowerName) {
    this.lowerName = Ascii.bytes(lowerName);
  }

  @Override
  public long find(RequestHead head) {
    int i = head.next(lowerName, 0);
    return i < 0 ? Cookies.ABSENT : Cookies.range(head.valueStart(i), head.valueEnd(i));
  }
}
