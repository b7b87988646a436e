package dev.banyan.config;

import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.http.IpAddress;
import java.util.Arrays;

/** Addresses and networks, as {@link AddressBlock} reads them. Names are never looked up. */
record Networks() implements ScalarType<String> {
  /** The only one. */
  static final Networks INSTANCE = new Networks();

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
      return Reading.refused("0 to " + address.length * 8 + " bits behind the slash", null);
    }
    byte[] network = masked(address, bits);
    if (!Arrays.equals(network, address)) {
      String expected = "zeroes behind the first " + bits + " bits";
      return Reading.refused(expected, format(network) + prefix);
    }
    boolean inBrackets = text.startsWith("[");
    return inBrackets ? Reading.refused(EXPECTED, host + prefix) : Reading.of(text);
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

  /** An address as text; of an IPv6 address without the zeroes that it ends in. */
  private static String format(byte[] address) {
    StringBuilder text = new StringBuilder();
    if (address.length == 4) {
      for (byte part : address) {
        text.append(text.isEmpty() ? "" : ".").append(part & 0xff);
      }
      return text.toString();
    }
    int groups = address.length / 2;
    while (groups > 0 && group(address, groups - 1) == 0) {
      groups--;
    }
    for (int i = 0; i < groups; i++) {
      text.append(i == 0 ? "" : ":").append(Integer.toHexString(group(address, i)));
    }
    return text.append(groups < address.length / 2 ? "::" : "").toString();
  }

  private static int group(byte[] address, int i) {
    return (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
  }
}
