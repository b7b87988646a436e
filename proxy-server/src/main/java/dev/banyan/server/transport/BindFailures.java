package dev.banyan.server.transport;

import java.net.InetSocketAddress;
import java.util.Locale;

/** Says in one line for the operator why an address can't be listened at. Stateless. */
public final class BindFailures {
  private BindFailures() {}

  /** The line, with what helps where that is known. */
  public static String line(InetSocketAddress address, Throwable cause) {
    return "can't listen on " + ListenAddress.text(address) + ": " + reason(address, cause);
  }

  private static String reason(InetSocketAddress address, Throwable cause) {
    if (address.isUnresolved()) {
      return "the name " + address.getHostString() + " stands for no address";
    }
    String message = String.valueOf(cause.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("in use")) {
      return "the port is in use (`ss -ltnp` shows by whom)";
    }
    if (lower.contains("permission denied")) {
      return "no permission (ports below 1024 need CAP_NET_BIND_SERVICE)";
    }
    if (lower.contains("cannot assign")) {
      return "no interface of this machine has that address";
    }
    return message;
  }
}
