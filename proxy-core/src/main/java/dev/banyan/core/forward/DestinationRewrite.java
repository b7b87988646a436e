package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.Authority;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.Scheme;
import dev.banyan.core.routing.PathView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes the addresses in {@code Destination} and in the tags of {@code If} (RFC 4918 sections 10.3
 * and 10.4) those that the backend knows, where a route gives the beginning of paths way to
 * another. What names another host, or a path that does not begin so, stays as it is. Immutable.
 *
 * @param base what the rewrite makes of the beginning of the request's path
 * @param origin what the client asked
 */
record DestinationRewrite(PathBase base, ClientOrigin origin) {
  private static final byte[] HTTP = Ascii.bytes("http://");
  private static final byte[] HTTPS = Ascii.bytes("https://");

  /** Adds what is to be changed of a request; each field keeps its place. */
  void write(HeaderEdits.Builder edits, RequestHead head) {
    if (base.isSame() || !(head.has(KnownField.DESTINATION) || head.has(KnownField.IF))) {
      return;
    }
    for (int i = 0; i < head.fieldCount(); i++) {
      byte[] value = null;
      if (head.is(i, KnownField.DESTINATION)) {
        value = reference(head.bytes(), head.valueStart(i), head.valueEnd(i));
      } else if (head.is(i, KnownField.IF)) {
        value = tags(head.bytes(), head.valueStart(i), head.valueEnd(i));
      }
      if (value != null) {
        edits.replace(i, value);
      }
    }
  }

  /** The value with its tags changed; what stands between parentheses are no addresses. */
  private byte @Nullable [] tags(byte[] bytes, int start, int end) {
    ByteText out = new ByteText();
    int copied = start;
    boolean inList = false;
    boolean quoted = false;
    for (int at = start; at < end; at++) {
      byte b = bytes[at];
      if (inList) {
        quoted ^= b == '"';
        inList = quoted || b != ')';
      } else if (b == '(') {
        inList = true;
      } else if (b == '<') {
        int close = Ascii.indexOf(bytes, at, end, (byte) '>');
        byte[] changed = close < 0 ? null : reference(bytes, at + 1, close);
        if (changed != null) {
          out.add(bytes, copied, at + 1).add(changed);
          copied = close;
        }
        at = close < 0 ? end : close;
      }
    }
    return copied == start ? null : out.add(bytes, copied, end).toBytes();
  }

  private byte @Nullable [] reference(byte[] bytes, int start, int end) {
    int path = pathStart(bytes, start, end);
    if (path < 0 || path == end || bytes[path] != '/') {
      return null;
    }
    int pathEnd = path;
    while (pathEnd < end && bytes[pathEnd] != '?' && bytes[pathEnd] != '#') {
      pathEnd++;
    }
    PathView view = PathView.of(Arrays.copyOfRange(bytes, path, pathEnd));
    if (!base.isOuter(view.normalised()) || !base.isOuter(view.decoded())) {
      return null;
    }
    byte[] changed = AgreedPath.of(view, base::writeInner, path == start);
    return changed == null
        ? null
        : new ByteText().add(bytes, start, path).add(changed).add(bytes, pathEnd, end).toBytes();
  }

  /** Where the path begins; -1 if the reference is not to what the client asked. */
  private int pathStart(byte[] bytes, int start, int end) {
    if (start < end && bytes[start] == '/') {
      return start + 1 < end && bytes[start + 1] == '/' ? -1 : start;
    }
    boolean secure = startsWith(HTTPS, bytes, start, end);
    if (!secure && !startsWith(HTTP, bytes, start, end)) {
      return -1;
    }
    int host = start + (secure ? HTTPS.length : HTTP.length);
    int path = Ascii.indexOf(bytes, host, end, (byte) '/');
    int standard = (secure ? Scheme.HTTPS : Scheme.HTTP).port();
    boolean same = path > 0 && Authority.read(bytes, host, path).isSameAs(origin.host(), standard);
    return same ? path : -1;
  }

  private static boolean startsWith(byte[] lower, byte[] bytes, int start, int end) {
    int next = start + lower.length;
    return next <= end && Ascii.equalsLower(lower, bytes, start, next);
  }
}
