package dev.banyan.server.listen;

import dev.banyan.server.transport.BindFailures;
import java.net.InetSocketAddress;

/** A port could not be bound. The message is one line for the operator. */
public final class ListenException extends Exception {
  private static final long serialVersionUID = 1;

  ListenException(InetSocketAddress address, Throwable cause) {
    super(BindFailures.line(address, cause), cause);
  }
}
