package dev.banyan.testkit;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** One accepted connection of an origin: reads requests and hands them to the behaviour. */
final class OriginConnection implements Runnable {
  private final String origin;
  private final int number;
  private final Socket accepted;
  private final Security security;
  private final Supplier<Behavior> behavior;
  private final RequestLog log;
  private final CountDownLatch stopped;
  private Socket socket;
  private Wire wire;
  private Duration idleTime = Duration.ZERO;
  private int sequence;

  OriginConnection(
      String origin,
      int number,
      Socket accepted,
      Security security,
      Supplier<Behavior> behavior,
      RequestLog log,
      CountDownLatch stopped) {
    this.origin = origin;
    this.number = number;
    this.accepted = accepted;
    this.security = security;
    this.behavior = behavior;
    this.log = log;
    this.stopped = stopped;
    this.socket = accepted;
    this.wire = new Wire(accepted, accepted, stopped);
  }

  @Override
  public void run() {
    try (accepted) {
      accepted.setTcpNoDelay(true);
      socket = security.secure(accepted);
      wire = new Wire(socket, accepted, stopped);
      WireInput in = new WireInput(socket.getInputStream());
      while (receives() && awaitRequest(in) && serve(in)) {
        // One request after the other.
      }
    } catch (IOException e) {
      // The connection is lost, by the peer or by the behaviour: nothing left to serve.
    }
  }

  private boolean receives() throws IOException {
    switch (behavior.get().reception()) {
      case IGNORE -> wire.freeze();
      case CLOSE -> wire.close();
      case RESET -> wire.reset();
      case READ -> {}
    }
    return !socket.isClosed();
  }

  private boolean awaitRequest(WireInput in) throws IOException {
    socket.setSoTimeout((int) idleTime.toMillis());
    try {
      return in.awaitByte();
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      socket.setSoTimeout(0);
    }
  }

  private boolean serve(WireInput in) throws IOException {
    sequence++;
    boolean executed = false;
    try {
      MessageHead head = HeadReader.read(in);
      OriginExchange.Connection peer = new OriginExchange.Connection(in, wire, log);
      OriginExchange exchange = new OriginExchange(origin, head, number, sequence, peer);
      try {
        behavior.get().handle(exchange);
        exchange.execute();
      } finally {
        executed = exchange.executed();
      }
      idleTime = exchange.idleTime();
      return !exchange.closes() && !socket.isClosed();
    } catch (TruncatedMessageException e) {
      if (!executed) {
        log.truncated();
      }
      return false;
    } catch (MalformedMessageException e) {
      log.malformed(String.valueOf(e.getMessage()));
      return false;
    }
  }
}
