package dev.banyan.core.routing;

import dev.banyan.core.http.Cookies;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.routing.FieldCondition.Absent;
import dev.banyan.core.routing.FieldCondition.Test;

/**
 * The first value of a header, query parameter or cookie passes a test. One that is not seen passes
 * all that ask for a value.
 */
final class ValueCondition implements Condition {
  private final ValueFinder finder;
  private final ValueTest test;
  private final boolean absent;

  ValueCondition(FieldKey key, Test test) {
    this.finder = key.finder();
    this.test = ValueTest.of(test);
    this.absent = test instanceof Absent;
  }

  @Override
  public boolean holds(RequestHead head) {
    long range = finder.find(head);
    if (range == Cookies.UNSEEN) {
      return !absent;
    }
    if (range == Cookies.ABSENT || absent) {
      return absent && range == Cookies.ABSENT;
    }
    byte[] bytes = head.bytes();
    byte[] decoded = finder.decoded(bytes, Cookies.start(range), Cookies.end(range));
    return decoded == null
        ? test.passes(bytes, Cookies.start(range), Cookies.end(range))
        : test.passes(decoded, 0, decoded.length);
  }
}
