package dev.banyan.server.transport;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** How an address that is listened on is told, in the spelling of {@code ss}. Stateless. */
public final class ListenAddress {
  private ListenAddress() {}

  /** Host and port: {@code 127.0.0.1:8080}, {@code [::1]:8080}, {@code *:8080} for all. */
  public static String text(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    return host != null && host.isAnyLocalAddress()
        ? "*:" + address.getPort()
        : NetUtil.toSocketAddressString(address);
  }
}
