package dev.banyan.testkit;

import java.io.IOException;

/**
 * What an origin does with one request. Called on the connection's thread, on many connections at
 * once, so an implementation is immutable or safe to share.
 */
@FunctionalInterface
public interface Behavior {
  /**
   * Handles one request whose head has been read. The connection is kept afterwards if the request
   * allows it, its body was read and nothing was closed.
   *
   * @throws IOException if the connection is lost, which ends it and is no error
   */
  void handle(OriginExchange exchange) throws IOException;

  /** Says whether requests are read at all; asked on a new connection and before each request. */
  default Reception reception() {
    return Reception.READ;
  }

  /** What an origin does with a connection before it reads a request. */
  enum Reception {
    /** Reads requests. */
    READ,
    /** Accepts and never reads, so that the client's send window fills up. */
    IGNORE,
    /** Closes at once. */
    CLOSE,
    /** Resets at once. */
    RESET
  }
}
