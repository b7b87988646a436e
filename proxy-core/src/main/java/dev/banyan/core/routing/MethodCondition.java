package dev.banyan.core.routing;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HttpMethod;
import dev.banyan.core.http.RequestHead;
import java.util.Arrays;
import java.util.Set;

/** The request's method is one of a set. */
final class MethodCondition implements Condition {
  private final int named;
  private final byte[][] others;

  MethodCondition(Set<String> tokens) {
    int bits = 0;
    for (String token : tokens) {
      HttpMethod method = HttpMethod.named(token);
      bits |= method == null ? 0 : 1 << method.ordinal();
    }
    named = bits;
    others =
        tokens.stream()
            .filter(token -> HttpMethod.named(token) == null)
            .map(Ascii::bytes)
            .toArray(byte[][]::new);
  }

  @Override
  public boolean holds(RequestHead head) {
    HttpMethod method = head.method();
    return method == HttpMethod.OTHER ? isOther(head) : (named & 1 << method.ordinal()) != 0;
  }

  private boolean isOther(RequestHead head) {
    for (byte[] other : others) {
      if (Arrays.equals(
          other, 0, other.length, head.bytes(), head.methodStart(), head.methodEnd())) {
        return true;
      }
    }
    return false;
  }
}
