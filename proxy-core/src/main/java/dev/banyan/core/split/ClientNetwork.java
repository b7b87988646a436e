package dev.banyan.core.split;

import dev.banyan.core.http.IpAddress;

/** A client's address as a sticky value: what of it stays the same for one user. Stateless. */
public final class ClientNetwork {
  private static final int V4_BYTES = 4;
  private static final int PREFIX_GROUPS = 4;

  private ClientNetwork() {}

  /**
   * The text that is hashed and that lists name: {@code 192.0.2.7} for IPv4 and IPv4-mapped
   * addresses, {@code 2001:db8:1:2::/64} for the first 64 bits of others (RFC 5952).
   *
   * @param address 4 or 16 bytes
   */
  public static String text(byte[] address) {
    byte[] plain = IpAddress.unmapped(address);
    StringBuilder text = new StringBuilder(24);
    if (plain.length == V4_BYTES) {
      for (int i = 0; i < V4_BYTES; i++) {
        text.append(i == 0 ? "" : ".").append(plain[i] & 0xff);
      }
      return text.toString();
    }
    int groups = PREFIX_GROUPS;
    while (groups > 0 && group(plain, groups - 1) == 0) {
      groups--;
    }
    for (int i = 0; i < groups; i++) {
      text.append(i == 0 ? "" : ":").append(Integer.toHexString(group(plain, i)));
    }
    return text.append("::/64").toString();
  }

  private static int group(byte[] address, int i) {
    return (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
  }
}
