package dev.banyan.core.split;

import dev.banyan.core.http.Cookies;
import dev.banyan.core.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value that keeps a user on one side, as a range of bytes. Immutable.
 *
 * @param bytes the bytes around it, not to be changed
 * @param start where it begins
 * @param end where it ends, exclusive
 */
@SuppressWarnings("ArrayRecordComponent")
public record StickyValue(byte[] bytes, int start, int end) {

  /** The value that {@code text} spells. */
  public static StickyValue of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new StickyValue(bytes, 0, bytes.length);
  }

  /**
   * The value of the first of {@code keys} that a request has. An empty value is none.
   *
   * @param client the client's address; empty if unknown
   */
  public static @Nullable StickyValue find(List<StickyKey> keys, RequestHead head, byte[] client) {
    for (int i = 0; i < keys.size(); i++) {
      StickyValue value = find(keys.get(i), head, client);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable StickyValue find(StickyKey key, RequestHead head, byte[] client) {
    if (key instanceof StickyKey.Cookie cookie) {
      long range = Cookies.findNonEmpty(head, cookie.name());
      return range == Cookies.ABSENT
          ? null
          : new StickyValue(head.bytes(), Cookies.start(range), Cookies.end(range));
    }
    if (key instanceof StickyKey.Header header) {
      return inHeader(head, header.name());
    }
    return client.length == 0 ? null : of(ClientNetwork.text(client));
  }

  private static @Nullable StickyValue inHeader(RequestHead head, String name) {
    for (int i = head.next(name, 0); i >= 0; i = head.next(name, i + 1)) {
      if (head.valueEnd(i) > head.valueStart(i)) {
        return new StickyValue(head.bytes(), head.valueStart(i), head.valueEnd(i));
      }
    }
    return null;
  }

  /** The value's bucket; {@code salt} sets routes apart. */
  public int bucket(String salt) {
    return Bucket.of(salt, bytes, start, end);
  }
}
