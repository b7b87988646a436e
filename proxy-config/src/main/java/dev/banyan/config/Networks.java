package dev.banyan.config;

import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.http.IpAddress;
import java.util.Arrays;

/** Addresses and networks, as {@link AddressBlock} reads them. Names are never looked up. */
record Networks() implements ScalarType<String> {
  /** The only one. */
  static final Networks INSTANCE = new Networks();

  /** How many bits an IPv4-mapped address has in front of the IPv4 address. */
  private static final int MAPPED_BITS = 96;

  private static final String EXPECTED = "an address or a network, such as 10.0.0.7 or 10.0.0.0/8";

  @Override
  public String label() {
    return "network";
  }

  @Override
  public Reading<String> read(String text) {
    int slash = text.indexOf('/');
    String host = Hosts.withoutBrackets(slash < 0 ? text : text.substring(0, slash));
    byte[] address = IpAddress.parse(host);
    if (address == null) {
      return Reading.refused(EXPECTED, null);
    }
    String prefix = slash < 0 ? "" : text.substring(slash);
    int bits = slash < 0 ? address.length * 8 : bits(prefix.substring(1));
    if (bits < 0 || bits > address.length * 8) {
      String expected = "0 to " + address.length * 8 + " bits behind the slash";
      boolean mapped = host.indexOf(':') >= 0 && bits >= MAPPED_BITS && bits <= 128;
      return Reading.refused(expected, mapped ? network(address, bits - MAPPED_BITS) : null);
    }
    if (!Arrays.equals(masked(address, bits), address)) {
      return Reading.refused("zeroes behind the first " + bits + " bits", network(address, bits));
    }
    boolean inBrackets = text.startsWith("[");
    return inBrackets ? Reading.refused(EXPECTED, host + prefix) : Reading.of(text);
  }

  private static String network(byte[] address, int bits) {
    return IpAddress.text(masked(address, bits)) + "/" + bits;
  }

  private static int bits(String digits) {
    boolean plain = digits.matches("0|[1-9][0-9]{0,2}");
    return plain ? Integer.parseInt(digits) : -1;
  }

  private static byte[] masked(byte[] address, int bits) {
    byte[] network = new byte[address.length];
    for (int i = 0; i < address.length; i++) {
      int kept = Math.max(0, Math.min(8, bits - 8 * i));
      network[i] = (byte) (address[i] & 0xff00 >> kept);
    }
    return network;
  }
}
