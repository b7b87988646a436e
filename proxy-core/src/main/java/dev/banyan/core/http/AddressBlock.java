package dev.banyan.core.http;

import java.util.Arrays;

/** A network: the addresses that begin with certain bits (RFC 4632 section 3.1). Immutable. */
public final class AddressBlock {
  private final String text;
  private final byte[] network;
  private final int prefixBits;

  private AddressBlock(String text, byte[] network, int prefixBits) {
    this.text = text;
    this.network = network;
    this.prefixBits = prefixBits;
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address.
   *
   * @throws IllegalArgumentException if {@code text} is none of these, or has bits behind the
   *     prefix
   */
  public static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw refused(text, "an address, or a network as in 10.0.0.0/8");
    }
    int bits = slash < 0 ? address.length * 8 : prefixBits(text.substring(slash + 1));
    if (bits < 0 || bits > address.length * 8) {
      throw refused(text, "a prefix of 0 to " + address.length * 8 + " bits");
    }
    AddressBlock block = new AddressBlock(text, address, bits);
    if (!block.isClean()) {
      throw refused(text, "no bit set behind the prefix");
    }
    return block;
  }

  /** Whether {@code address} belongs to the network; an IPv4-mapped address is taken as IPv4. */
  public boolean contains(byte[] address) {
    byte[] plain = IpAddress.unmapped(address);
    if (plain.length != network.length) {
      return false;
    }
    int whole = prefixBits / 8;
    if (!Arrays.equals(plain, 0, whole, network, 0, whole)) {
      return false;
    }
    return prefixBits % 8 == 0
        || ((plain[whole] ^ network[whole]) & 0xff) >> (8 - prefixBits % 8) == 0;
  }

  /** Whether every address of its kind, IPv4 or IPv6, belongs to the network. */
  public boolean isEverything() {
    return prefixBits == 0;
  }

  private boolean isClean() {
    for (int bit = prefixBits; bit < network.length * 8; bit++) {
      if ((network[bit / 8] & 0x80 >> bit % 8) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int prefixBits(String digits) {
    return digits.matches("0|[1-9][0-9]{0,2}") ? Integer.parseInt(digits) : -1;
  }

  private static IllegalArgumentException refused(String text, String expected) {
    return new IllegalArgumentException("network: " + text + " (expected: " + expected + ")");
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof AddressBlock other
        && prefixBits == other.prefixBits
        && Arrays.equals(network, other.network);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(network) * 31 + prefixBits;
  }

  /** The network as written. */
  @Override
  public String toString() {
    return text;
  }
}
