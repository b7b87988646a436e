package dev.banyan.core.forward;

import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HostRules;
import dev.banyan.core.http.RequestHead;

/**
 * A host with an optional port, as a range of bytes that nobody changes. Immutable.
 *
 * @param bytes where it stands
 * @param start its first byte
 * @param nameEnd the end of the host's name, exclusive, before the colon of a port
 * @param end its end, exclusive
 */
@SuppressWarnings("ArrayRecordComponent")
public record HostName(byte[] bytes, int start, int nameEnd, int end) {
  /** No host. */
  public static final HostName NONE = new HostName(new byte[0], 0, 0, 0);

  /** The host that a request names, in its target or its Host field. */
  static HostName asked(RequestHead head) {
    return new HostName(head.bytes(), head.hostStart(), head.hostEnd(), head.authorityEnd());
  }

  /** The host that {@code text} spells; {@link #NONE} if it spells none. */
  static HostName read(String text) {
    byte[] bytes = Ascii.bytes(text);
    int nameEnd = HostRules.hostEnd(bytes, 0, bytes.length);
    return nameEnd < 0 ? NONE : new HostName(bytes, 0, nameEnd, bytes.length);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return start == end;
  }

  /** The port; 0 if none is named. */
  int port() {
    int port = 0;
    for (int i = nameEnd + 1; i < end; i++) {
      port = port * 10 + bytes[i] - '0';
    }
    return port;
  }

  /** The host's name without the port, as written. */
  public String name() {
    return Ascii.string(bytes, start, nameEnd);
  }

  /** Host and port as written. */
  @Override
  public String toString() {
    return Ascii.string(bytes, start, end);
  }
}
