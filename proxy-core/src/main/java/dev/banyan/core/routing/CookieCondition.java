package dev.banyan.core.routing;

import dev.banyan.core.http.Cookies;
import dev.banyan.core.http.RequestHead;

/** The first cookie of a name has a certain value. */
final class CookieCondition implements Condition {
  private final String name;
  private final ValueTest test;

  CookieCondition(FieldCondition condition) {
    this.name = condition.name();
    this.test = ValueTest.of(condition.test());
  }

  @Override
  public boolean holds(RequestHead head) {
    long range = Cookies.find(head, name);
    return range != Cookies.ABSENT
        && test.passes(head.bytes(), Cookies.start(range), Cookies.end(range));
  }
}
