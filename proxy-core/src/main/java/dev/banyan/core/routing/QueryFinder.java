package dev.banyan.core.routing;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Cookies;
import dev.banyan.core.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first query parameter of a name, name and value decoded as HTML forms encode them: escapes,
 * and + for a space. A malformed escape stays as it is.
 */
final class QueryFinder implements ValueFinder {
  private final byte[] name;

  QueryFinder(String name) {
    this.name = name.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public long find(RequestHead head) {
    byte[] bytes = head.bytes();
    int end = head.targetEnd();
    int at = head.pathEnd() + 1;
    while (at <= end) {
      int next = endOr(Ascii.indexOf(bytes, at, end, (byte) '&'), end);
      int nameEnd = endOr(Ascii.indexOf(bytes, at, next, (byte) '='), next);
      if (isNamed(bytes, at, nameEnd)) {
        return Cookies.range(Math.min(nameEnd + 1, next), next);
      }
      at = next + 1;
    }
    return Cookies.ABSENT;
  }

  private static int endOr(int found, int end) {
    return found < 0 ? end : found;
  }

  private boolean isNamed(byte[] bytes, int start, int end) {
    int matched = 0;
    for (int at = start; at < end; at++) {
      int escaped = PathBytes.escaped(bytes, at, end);
      if (matched == name.length || name[matched] != decoded(bytes[at], escaped)) {
        return false;
      }
      matched++;
      at += escaped < 0 ? 0 : 2;
    }
    return matched == name.length;
  }

  @Override
  public byte @Nullable [] decoded(byte[] bytes, int start, int end) {
    if (Ascii.indexOf(bytes, start, end, (byte) '%') < 0
        && Ascii.indexOf(bytes, start, end, (byte) '+') < 0) {
      return null;
    }
    byte[] into = new byte[end - start];
    int length = 0;
    for (int at = start; at < end; at++) {
      int escaped = PathBytes.escaped(bytes, at, end);
      into[length++] = decoded(bytes[at], escaped);
      at += escaped < 0 ? 0 : 2;
    }
    return Arrays.copyOf(into, length);
  }

  private static byte decoded(byte b, int escaped) {
    return escaped >= 0 ? (byte) escaped : b == '+' ? (byte) ' ' : b;
  }
}
