package dev.banyan.core.http;

import java.util.Arrays;

/**
 * A host with an optional port, as {@link HostRules} allow it, in bytes that nobody changes (RFC
 * 3986 section 3.2). Immutable.
 *
 * @param bytes where it stands
 * @param start its first byte
 * @param hostEnd the end of the host, exclusive, before the colon of a port
 * @param end its end, exclusive
 */
@SuppressWarnings("ArrayRecordComponent")
public record Authority(byte[] bytes, int start, int hostEnd, int end) {
  /** No host. */
  public static final Authority NONE = new Authority(new byte[0], 0, 0, 0);

  /** The host that a request names, in its target or its Host field; empty if it names none. */
  public static Authority asked(RequestHead head) {
    return new Authority(head.bytes(), head.hostStart(), head.hostEnd(), head.authorityEnd());
  }

  /** The host that {@code text} spells; {@link #NONE} if it spells none. */
  public static Authority read(String text) {
    byte[] bytes = Ascii.bytes(text);
    return read(bytes, 0, bytes.length);
  }

  /** The host that {@code bytes[start, end)} spell; {@link #NONE} if they spell none. */
  public static Authority read(byte[] bytes, int start, int end) {
    int hostEnd = HostRules.hostEnd(bytes, start, end);
    return hostEnd < 0 ? NONE : new Authority(bytes, start, hostEnd, end);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return start == end;
  }

  /** The port; {@code standard} if none is named. */
  public int port(int standard) {
    if (hostEnd + 1 >= end) {
      return standard;
    }
    int port = 0;
    for (int i = hostEnd + 1; i < end; i++) {
      port = port * 10 + bytes[i] - '0';
    }
    return port;
  }

  /**
   * Whether both name the same host and port. Neither case counts, nor the dot at the end of a
   * name, nor how an IPv6 literal is spelt (RFC 3986 section 6.2.2, RFC 9110 section 4.2.3). {@link
   * #NONE} is no other's like, nor its own.
   *
   * @param standard the port of an authority that names none
   */
  public boolean isSameAs(Authority other, int standard) {
    return port(standard) == other.port(standard) && isSameHost(other);
  }

  private boolean isSameHost(Authority other) {
    if (isEmpty() || other.isEmpty()) {
      return false;
    }
    if (Ascii.equalsIgnoreCase(
        bytes, start, nameEnd(), other.bytes, other.start, other.nameEnd())) {
      return true;
    }
    return bytes[start] == '['
        && other.bytes[other.start] == '['
        && Arrays.equals(literal(), other.literal());
  }

  /** The end of the host without the dot of a name that is written from its root on. */
  private int nameEnd() {
    return hostEnd - start > 1 && bytes[hostEnd - 1] == '.' ? hostEnd - 1 : hostEnd;
  }

  private byte[] literal() {
    byte[] parsed = IpAddress.parse(Ascii.string(bytes, start + 1, hostEnd - 1));
    if (parsed == null) {
      throw new IllegalStateException("authority: not parsed (expected: as HostRules allow it)");
    }
    return parsed;
  }

  /** Host and port as written. */
  @Override
  public String toString() {
    return Ascii.string(bytes, start, end);
  }
}
