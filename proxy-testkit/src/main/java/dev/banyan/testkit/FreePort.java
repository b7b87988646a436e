package dev.banyan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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

  /** Tells whether nobody listens on a loopback port at this moment. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(RawOrigin.loopback(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
