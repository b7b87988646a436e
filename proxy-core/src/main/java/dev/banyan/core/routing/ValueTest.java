package dev.banyan.core.routing;

import dev.banyan.core.routing.FieldCondition.Exact;
import dev.banyan.core.routing.FieldCondition.Prefix;
import dev.banyan.core.routing.FieldCondition.Regex;
import dev.banyan.core.routing.FieldCondition.Test;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A {@link Test} made ready to look at bytes. Immutable. */
@FunctionalInterface
interface ValueTest {
  /** Whether the value in {@code bytes[start, end)} passes. */
  boolean passes(byte[] bytes, int start, int end);

  static ValueTest of(Test test) {
    if (test instanceof Exact exact) {
      byte[] wanted = exact.value().getBytes(StandardCharsets.UTF_8);
      return (bytes, start, end) -> Arrays.equals(wanted, 0, wanted.length, bytes, start, end);
    }
    if (test instanceof Prefix prefix) {
      byte[] wanted = prefix.value().getBytes(StandardCharsets.UTF_8);
      return (bytes, start, end) ->
          end - start >= wanted.length
              && Arrays.equals(wanted, 0, wanted.length, bytes, start, start + wanted.length);
    }
    if (test instanceof Regex regex) {
      return regex::matches;
    }
    return (bytes, start, end) -> true;
  }
}
