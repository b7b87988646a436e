package dev.banyan.core.routing;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first query parameter of a name has a certain value, name and value decoded as HTML forms
 * encode them.
 */
final class QueryCondition implements Condition {
  private final byte[] name;
  private final ValueTest test;

  QueryCondition(FieldCondition condition) {
    this.name = condition.name().getBytes(StandardCharsets.UTF_8);
    this.test = ValueTest.of(condition.test());
  }

  @Override
  public boolean holds(RequestHead head) {
    byte[] bytes = head.bytes();
    int end = head.targetEnd();
    int at = head.pathEnd() + 1;
    while (at <= end) {
      int next = endOr(Ascii.indexOf(bytes, at, end, (byte) '&'), end);
      int nameEnd = endOr(Ascii.indexOf(bytes, at, next, (byte) '='), next);
      if (Arrays.equals(name, decoded(bytes, at, nameEnd))) {
        byte[] value = decoded(bytes, Math.min(nameEnd + 1, next), next);
        return test.passes(value, 0, value.length);
      }
      at = next + 1;
    }
    return false;
  }

  private static int endOr(int found, int end) {
    return found < 0 ? end : found;
  }

  /** Escapes decoded and + read as a space; a malformed escape stays as it is. */
  private static byte[] decoded(byte[] bytes, int start, int end) {
    byte[] into = new byte[end - start];
    int length = 0;
    for (int at = start; at < end; at++) {
      int escaped = PathBytes.escaped(bytes, at, end);
      if (escaped >= 0) {
        into[length++] = (byte) escaped;
        at += 2;
      } else {
        into[length++] = bytes[at] == '+' ? (byte) ' ' : bytes[at];
      }
    }
    return Arrays.copyOf(into, length);
  }
}
