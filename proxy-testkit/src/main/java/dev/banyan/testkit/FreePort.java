package dev.banyan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** A loopback port that was free a moment ago, for programs that can't bind port 0 themselves. */
public final class FreePort {
  private FreePort() {}

  /** Picks a port. Another process may take it before it is used; {@link DeadPort} keeps it. */
  public static int pick() {
    try (Socket socket = DeadPort.bound()) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
