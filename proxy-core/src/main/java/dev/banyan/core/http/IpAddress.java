package dev.banyan.core.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * IP addresses as bytes: 4 for IPv4, 16 for IPv6, in network order. Asks no name server. Stateless.
 */
public final class IpAddress {
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;
  private static final int GROUPS = 8;

  private IpAddress() {}

  /** The address that {@code text} spells, an IPv4-mapped one as IPv4; null if it spells none. */
  public static byte @Nullable [] parse(String text) {
    byte[] parsed = text.indexOf(':') < 0 ? parseV4(text) : parseV6(text);
    return parsed == null ? null : unmapped(parsed);
  }

  /** {@code address}, or the IPv4 address that an IPv4-mapped one stands for (RFC 4291 2.5.5.2). */
  public static byte[] unmapped(byte[] address) {
    return isMapped(address) ? Arrays.copyOfRange(address, V6_BYTES - V4_BYTES, V6_BYTES) : address;
  }

  /**
   * The text of an address: dotted for 4 bytes, and for 16 in the one form that RFC 5952 section 4
   * recommends.
   */
  public static String text(byte[] address) {
    return address.length == V4_BYTES ? textV4(address) : textV6(address);
  }

  private static String textV4(byte[] address) {
    return (address[0] & 0xff)
        + "."
        + (address[1] & 0xff)
        + "."
        + (address[2] & 0xff)
        + "."
        + (address[3] & 0xff);
  }

  private static String textV6(byte[] address) {
    int gap = 0;
    int gapLength = 1;
    for (int from = 0; from < GROUPS; from++) {
      int zeros = zeroGroups(address, from);
      if (zeros > gapLength) {
        gap = from;
        gapLength = zeros;
      }
    }
    StringBuilder text = new StringBuilder();
    int group = 0;
    while (group < GROUPS) {
      if (gapLength > 1 && group == gap) {
        text.append("::");
        group += gapLength;
      } else {
        boolean first = group == 0 || text.charAt(text.length() - 1) == ':';
        text.append(first ? "" : ":").append(Integer.toHexString(groupAt(address, group)));
        group++;
      }
    }
    return text.toString();
  }

  private static int zeroGroups(byte[] address, int from) {
    int to = from;
    while (to < GROUPS && groupAt(address, to) == 0) {
      to++;
    }
    return to - from;
  }

  private static int groupAt(byte[] address, int group) {
    return (address[2 * group] & 0xff) << 8 | (address[2 * group + 1] & 0xff);
  }

  private static boolean isMapped(byte[] address) {
    if (address.length != V6_BYTES || address[10] != -1 || address[11] != -1) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static byte @Nullable [] parseV4(String text) {
    String[] parts = text.split("\\.", -1);
    byte[] address = new byte[V4_BYTES];
    for (int i = 0; i < V4_BYTES; i++) {
      int part = parts.length == V4_BYTES ? number(parts[i], 10, 3) : -1;
      if (part < 0 || part > 255 || (parts[i].length() > 1 && parts[i].startsWith("0"))) {
        return null;
      }
      address[i] = (byte) part;
    }
    return address;
  }

  private static byte @Nullable [] parseV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] whole = groups(text);
      return whole != null && whole.length == V6_BYTES ? whole : null;
    }
    byte[] head = groups(text.substring(0, gap));
    byte[] tail = groups(text.substring(gap + 2));
    if (head == null || tail == null || head.length + tail.length > V6_BYTES - 2) {
      return null;
    }
    byte[] address = Arrays.copyOf(head, V6_BYTES);
    System.arraycopy(tail, 0, address, V6_BYTES - tail.length, tail.length);
    return address;
  }

  /** The bytes of groups with single colons between them, the last perhaps an IPv4 address. */
  private static byte @Nullable [] groups(String text) {
    String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
    if (parts.length > GROUPS) {
      return null;
    }
    byte[] bytes = new byte[V6_BYTES + 2];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      byte[] group =
          i == parts.length - 1 && parts[i].indexOf('.') > 0 ? parseV4(parts[i]) : group(parts[i]);
      if (group == null) {
        return null;
      }
      System.arraycopy(group, 0, bytes, length, group.length);
      length += group.length;
    }
    return length > V6_BYTES ? null : Arrays.copyOf(bytes, length);
  }

  private static byte @Nullable [] group(String text) {
    int value = number(text, 16, 4);
    return value < 0 ? null : new byte[] {(byte) (value >> 8), (byte) value};
  }

  private static int number(String text, int radix, int maxDigits) {
    if (text.isEmpty() || text.length() > maxDigits) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}
