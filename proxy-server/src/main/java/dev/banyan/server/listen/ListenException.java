package dev.banyan.server.listen;

import java.net.InetSocketAddress;

/** A port could not be bound. The message is one line for the operator. */
public final class ListenException extends Exception {
  private static final long serialVersionUID = 1;

  ListenException(InetSocketAddress address, Throwable cause) {
    super("can't listen on " + text(address) + ": " + cause.getMessage(), cause);
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }
}
