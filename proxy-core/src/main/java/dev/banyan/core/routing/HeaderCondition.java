package dev.banyan.core.routing;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.RequestHead;
import java.util.Locale;

/** The first field line of a name has a certain value. */
final class HeaderCondition implements Condition {
  private final byte[] lowerName;
  private final ValueTest test;

  HeaderCondition(FieldCondition condition) {
    this.lowerName = Ascii.bytes(condition.name().toLowerCase(Locale.ROOT));
    this.test = ValueTest.of(condition.test());
  }

  @Override
  public boolean holds(RequestHead head) {
    int i = head.next(lowerName, 0);
    return i >= 0 && test.passes(head.bytes(), head.valueStart(i), head.valueEnd(i));
  }
}
