package dev.banyan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A loopback port to which nobody can connect. Both kinds are reliable on Linux: the port stays
 * bound, so nobody else can get it. Safe to share.
 */
public final class DeadPort implements AutoCloseable {
  private static final int FILL_TIMEOUT_MILLIS = 250;
  private static final int MAX_BACKLOG = 16;

  private final int port;
  private final List<AutoCloseable> held;

  private DeadPort(int port, List<AutoCloseable> held) {
    this.port = port;
    this.held = List.copyOf(held);
  }

  /** Returns a port that refuses: it is bound but nothing listens, so connecting meets RST. */
  public static DeadPort refusing() {
    Socket socket = bound();
    return new DeadPort(socket.getLocalPort(), List.of(socket));
  }

  /**
   * Returns a port that stays silent: its queue of connections is full and never emptied, so the
   * kernel drops each SYN and connecting runs into its time-out.
   */
  public static DeadPort silent() {
    List<AutoCloseable> held = new ArrayList<>();
    try {
      ServerSocket server = new ServerSocket();
      held.add(server);
      server.bind(new InetSocketAddress(RawOrigin.loopback(), 0), 1);
      for (int i = 0; i < MAX_BACKLOG; i++) {
        Socket filler = new Socket();
        held.add(filler);
        if (!connects(filler, server.getLocalPort())) {
          return new DeadPort(server.getLocalPort(), held);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("the queue takes more than " + MAX_BACKLOG + " connections");
  }

  /** Returns the port. */
  public int port() {
    return port;
  }

  /** Frees the port. */
  @Override
  public void close() {
    for (AutoCloseable resource : held) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException("close failed", e);
      }
    }
  }

  /** Returns a socket bound to a free loopback port that never listens. */
  static Socket bound() {
    return bound(new InetSocketAddress(RawOrigin.loopback(), 0));
  }

  /** Returns a socket bound to an address that never listens. */
  static Socket bound(InetSocketAddress address) {
    try {
      Socket socket = new Socket();
      socket.setReuseAddress(true);
      socket.bind(address);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean connects(Socket socket, int port) throws IOException {
    try {
      socket.connect(new InetSocketAddress(RawOrigin.loopback(), port), FILL_TIMEOUT_MILLIS);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
