package dev.banyan.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real HTTP/1.1 backend on a free loopback port that misbehaves on command. It has a daemon
 * thread for each connection, records what it receives and reads requests strictly. Safe to share.
 */
public final class RawOrigin implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final int DEFAULT_BUFFER = 0;
  private static final int PORTS_TRIED = 200;

  private final String name;
  private final int receiveBufferBytes;
  private final Security security;
  private final InetAddress address;
  private final RequestLog log = new RequestLog();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Bound but never listening: it keeps the port ours while nothing listens. */
  private final Socket portHolder;

  private volatile Behavior behavior;
  private Listener listener;

  private RawOrigin(
      String name,
      int receiveBufferBytes,
      Security security,
      InetSocketAddress address,
      Behavior behavior)
      throws IOException {
    this.name = name;
    this.receiveBufferBytes = receiveBufferBytes;
    this.security = security;
    this.address = address.getAddress();
    this.behavior = behavior;
    this.portHolder = DeadPort.bound(address);
    this.listener = listen();
  }

  /** Starts an origin without a name of its own. */
  public static RawOrigin start(Behavior behavior) {
    return start("origin", behavior);
  }

  /** Starts an origin; its name is for threads and for behaviours that send it. */
  public static RawOrigin start(String name, Behavior behavior) {
    return start(name, DEFAULT_BUFFER, behavior);
  }

  /**
   * Starts an origin whose connections have a small receive buffer, so that a window fills soon.
   */
  public static RawOrigin start(String name, int receiveBufferBytes, Behavior behavior) {
    return start(name, receiveBufferBytes, Security.NONE, behavior);
  }

  /** Starts an origin whose connections are secured. */
  public static RawOrigin start(String name, Security security, Behavior behavior) {
    return start(name, DEFAULT_BUFFER, security, behavior);
  }

  /** Starts an origin whose connections are secured and have a small receive buffer. */
  public static RawOrigin start(
      String name, int receiveBufferBytes, Security security, Behavior behavior) {
    return start(loopback(), name, receiveBufferBytes, security, behavior);
  }

  /** Starts an origin on another address of this machine, such as {@code 198.18.0.1}. */
  public static RawOrigin startAt(String address, String name, Behavior behavior) {
    try {
      InetAddress at = InetAddress.getByName(address);
      return start(at, name, DEFAULT_BUFFER, Security.NONE, behavior);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawOrigin start(
      InetAddress address,
      String name,
      int receiveBufferBytes,
      Security security,
      Behavior behavior) {
    try {
      InetSocketAddress free = new InetSocketAddress(address, 0);
      return new RawOrigin(name, receiveBufferBytes, security, free, behavior);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts origins of these names on one port, which is free at 127.0.0.1, 127.0.0.2 and so on: one
   * at each.
   */
  public static List<RawOrigin> siblings(Behavior behavior, String... names) {
    for (int i = 0; i < PORTS_TRIED; i++) {
      List<RawOrigin> started = new ArrayList<>();
      try {
        started.add(start(names[0], behavior));
        for (int n = 1; n < names.length; n++) {
          started.add(started.get(0).sibling("127.0.0." + (n + 1), names[n], behavior));
        }
        return List.copyOf(started);
      } catch (UncheckedIOException e) {
        // Somebody has the port at one of the others, perhaps for a connection: try the next one.
        started.forEach(each -> each.close());
      }
    }
    throw new IllegalStateException("no port is free at all of " + names.length + " addresses");
  }

  private RawOrigin sibling(String otherAddress, String otherName, Behavior otherBehavior) {
    try {
      InetSocketAddress other = new InetSocketAddress(InetAddress.getByName(otherAddress), port());
      return new RawOrigin(otherName, receiveBufferBytes, security, other, otherBehavior);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the port, the same one for the origin's whole life. */
  public int port() {
    return portHolder.getLocalPort();
  }

  /** Returns the address, such as {@code http://127.0.0.1:4711}. */
  public URI uri() {
    String scheme = security.equals(Security.NONE) ? "http://" : "https://";
    return URI.create(scheme + address.getHostAddress() + ":" + port());
  }

  /** Changes the behaviour for every request whose head is not yet whole. */
  public void behave(Behavior newBehavior) {
    behavior = newBehavior;
  }

  /** Returns everything received. */
  public RequestLog log() {
    return log;
  }

  /** Returns the newest requests executed, oldest first. */
  public List<RecordedRequest> requests() {
    return log.requests();
  }

  /** Returns how many requests were executed. */
  public int executions() {
    return log.executions();
  }

  /** Returns how many requests with this method were executed. */
  public int executions(String method) {
    return log.executions(method);
  }

  /** Returns how often the request with this {@code X-Request-Key} was executed. */
  public int executionsOf(String key) {
    return log.executionsOf(key);
  }

  /** Waits until at least this many requests were executed; see {@link RequestLog}. */
  public void awaitRequests(int count, Duration timeout) {
    log.awaitRequests(count, timeout);
  }

  /** Returns how many connections were accepted. */
  public int connectionsAccepted() {
    return accepted.get();
  }

  /** Returns how many accepted connections are open at this side. */
  public int connectionsOpen() {
    return open.size();
  }

  /** Stops listening: connecting is refused from now on, connections that are open live on. */
  public synchronized void stopListening() {
    listener.close();
  }

  /** Listens again on the same port; does nothing while it listens. */
  public synchronized void resumeListening() {
    if (!listener.socket.isClosed()) {
      return;
    }
    try {
      listener = listen();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes all connections with FIN, as a restart does; TLS is not told. */
  public void closeConnections() {
    open.forEach(RawOrigin::close);
  }

  /** Resets all connections, as a crash does. */
  public void resetConnections() {
    for (Socket socket : open) {
      try {
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        // Closed already: there is nothing to reset.
      }
      close(socket);
    }
  }

  @Override
  public synchronized void close() {
    stopped.countDown();
    listener.close();
    closeConnections();
    close(portHolder);
  }

  private Listener listen() throws IOException {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    if (receiveBufferBytes != DEFAULT_BUFFER) {
      server.setReceiveBufferSize(receiveBufferBytes);
    }
    server.bind(new InetSocketAddress(address, port()), BACKLOG);
    return new Listener(server, daemon("accept", () -> accept(server)));
  }

  private void accept(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        serve(server.accept());
      } catch (IOException e) {
        // Closed, or the client left before it was accepted.
      }
    }
  }

  private void serve(Socket socket) {
    int number = accepted.incrementAndGet();
    open.add(socket);
    OriginConnection connection =
        new OriginConnection(name, number, socket, security, () -> behavior, log, stopped);
    daemon(
        "connection " + number,
        () -> {
          try {
            connection.run();
          } finally {
            open.remove(socket);
          }
        });
    if (stopped.getCount() == 0) {
      close(socket);
    }
  }

  private Thread daemon(String role, Runnable task) {
    Thread thread = new Thread(task, name + " " + role);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** A listening socket and the thread that accepts from it. */
  private record Listener(ServerSocket socket, Thread acceptor) {
    /** Closes the socket and waits for the thread: the kernel listens until it has left accept. */
    void close() {
      RawOrigin.close(socket);
      try {
        acceptor.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException("close failed", e);
    }
  }
}
