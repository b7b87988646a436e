package dev.banyan.server.names;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** Which of the addresses that a name stands for a connection can be opened to. Stateless. */
final class UsableAddresses {
  private static final int THIS_NETWORK = 0;
  private static final byte ALL_ONES = (byte) 255;

  private UsableAddresses() {}

  /** Those of {@code found} that can be used. */
  static List<InetAddress> of(List<InetAddress> found) {
    return found.stream().filter(UsableAddresses::usable).toList();
  }

  /**
   * Not "this network" nor the address that is none (RFC 1122 section 3.2.1.3, RFC 4291 section
   * 2.5.2): systems connect to themselves there, which would be Banyan or a neighbour of it. Not
   * all hosts, nor a group of them: nobody accepts connections there.
   */
  private static boolean usable(InetAddress address) {
    byte[] octets = address.getAddress();
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      return false;
    }
    return !(address instanceof Inet4Address)
        || (octets[0] != THIS_NETWORK && !isBroadcast(octets));
  }

  private static boolean isBroadcast(byte[] octets) {
    for (byte octet : octets) {
      if (octet != ALL_ONES) {
        return false;
      }
    }
    return true;
  }
}
