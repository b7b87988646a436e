package dev.banyan.core.forward;

import dev.banyan.core.http.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * How proxies write the address of a node (RFC 7239 section 6): {@code 192.0.2.1}, {@code
 * [2001:db8::1]}, each perhaps with a port, or a bare IPv6 address. Stateless.
 */
final class NodeAddress {
  private NodeAddress() {}

  /** The address in network order; null for {@code unknown}, {@code _hidden} and what is none. */
  static byte @Nullable [] read(String node) {
    if (node.startsWith("[")) {
      int close = node.indexOf(']');
      String behind = close < 0 ? "?" : node.substring(close + 1);
      boolean portOrNothing = behind.isEmpty() || isPort(behind);
      return portOrNothing && node.indexOf(':') > 0
          ? IpAddress.parse(node.substring(1, close))
          : null;
    }
    int colon = node.indexOf(':');
    if (colon >= 0 && colon == node.lastIndexOf(':')) {
      return isPort(node.substring(colon)) ? IpAddress.parse(node.substring(0, colon)) : null;
    }
    return IpAddress.parse(node);
  }

  private static boolean isPort(String colonAndPort) {
    return colonAndPort.startsWith(":") && PortNumber.read(colonAndPort.substring(1)) > 0;
  }
}
