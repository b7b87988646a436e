package dev.banyan.testkit;

import java.io.IOException;
import java.util.SplittableRandom;

/**
 * Behaviours that break the protocol, the connection or the client's patience. Unless said
 * otherwise the request is read whole first. {@link InvalidHead} and {@link InvalidChunks} have the
 * answers that are no valid HTTP.
 */
public final class Failures {
  private static final int HEAD_PIECE_BYTES = 8 * 1024;

  private Failures() {}

  /** Says nothing until the client leaves. */
  public static Behavior hang() {
    return Behaviors.onceRead(Wire::hang);
  }

  /** Says nothing and leaves the request's body unread until the origin is closed. */
  public static Behavior hangWithoutReading() {
    return exchange -> {
      exchange.execute();
      if (exchange.bodyPending()) {
        exchange.wire().freeze();
      } else {
        exchange.wire().hang();
      }
    };
  }

  /** Closes with FIN before a byte of the answer. */
  public static Behavior closeBeforeHead() {
    return Behaviors.onceRead(wire -> wire.end(Ending.FIN));
  }

  /** Sends RST before a byte of the answer. */
  public static Behavior resetBeforeHead() {
    return Behaviors.onceRead(wire -> wire.end(Ending.RESET));
  }

  /** Sends RST as soon as the head of the request is there, without reading its body. */
  public static Behavior resetWithoutReading() {
    return exchange -> {
      exchange.execute();
      exchange.wire().reset();
    };
  }

  /**
   * Answers the first request of a connection and dies on the second before a byte of the answer,
   * as a connection does that went stale in a pool.
   */
  public static Behavior dieOnReuse(Ending how, Behavior first) {
    return Behaviors.onReuse(first, Behaviors.onceRead(wire -> wire.end(how)));
  }

  /** Sends the first bytes of the answer's head, then ends the connection. */
  public static Behavior cutHead(Answer answer, int headBytes, Ending how) {
    byte[] head = WireInput.latin1(answer.head());
    if (headBytes >= head.length) {
      throw new IllegalArgumentException(
          "headBytes: " + headBytes + " (expected: less than " + head.length + ")");
    }
    return Behaviors.onceRead(wire -> {
      wire.write(head, 0, headBytes);
      wire.end(how);
    });
  }

  /**
   * Sends the head and the first bytes of the body, then ends the connection. A chunked body is cut
   * inside a chunk, or between two where the number falls there, always without its last chunk.
   */
  public static Behavior cutBody(Answer answer, long bodyBytes, Ending how) {
    return exchange -> {
      exchange.readBody();
      answer.write(exchange, bodyBytes);
      exchange.wire().end(how);
    };
  }

  /** Sends the head and the first bytes of the body, then says nothing until the client leaves. */
  public static Behavior stallBody(Answer answer, long bodyBytes) {
    return exchange -> {
      exchange.readBody();
      answer.write(exchange, bodyBytes);
      exchange.wire().hang();
    };
  }

  /** Sends the answer and right behind it bytes that nobody asked for; keeps the connection. */
  public static Behavior surplus(Answer answer, String extra) {
    return exchange -> {
      exchange.readBody();
      PieceWriter out = new PieceWriter(exchange.wire());
      answer.append(out, exchange, Long.MAX_VALUE);
      out.append(extra);
      out.flush();
    };
  }

  /** Sends random bytes in place of an answer, then says nothing until the client leaves. */
  public static Behavior garbage(int bytes, long seed) {
    byte[] random = new byte[bytes];
    new SplittableRandom(seed).nextBytes(random);
    return Behaviors.onceRead(wire -> {
      wire.write(random);
      wire.hang();
    });
  }

  /** Sends a valid head of at least that many bytes: one field with a huge value; then no body. */
  public static Behavior hugeHead(long bytes) {
    String piece = "x".repeat(HEAD_PIECE_BYTES);
    return Behaviors.onceRead(wire -> {
      wire.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Huge: ");
      for (long sent = 0; sent < bytes; sent += HEAD_PIECE_BYTES) {
        wire.write(piece);
      }
      wire.write("\r\n\r\n");
    });
  }

  /** Sends a valid head with that many more fields; then no body. */
  public static Behavior manyFields(int count) {
    return Behaviors.onceRead(wire -> {
      StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n");
      for (int i = 0; i < count; i++) {
        head.append("X-").append(i).append(": 1\r\n");
      }
      wire.write(head.append("\r\n").toString());
    });
  }

  /** Accepts connections and never reads, so that the client's send window fills up. */
  public static Behavior neverRead() {
    return new ConnectionFailure(Behavior.Reception.IGNORE);
  }

  /** Accepts connections and closes each at once. */
  public static Behavior closeOnAccept() {
    return new ConnectionFailure(Behavior.Reception.CLOSE);
  }

  /** Accepts connections and resets each at once. */
  public static Behavior resetOnAccept() {
    return new ConnectionFailure(Behavior.Reception.RESET);
  }

  /** A failure before a request is read; a connection that waits for one is treated alike then. */
  private record ConnectionFailure(Reception reception) implements Behavior {
    @Override
    public void handle(OriginExchange exchange) throws IOException {
      switch (reception) {
        case IGNORE -> exchange.wire().freeze();
        case CLOSE -> exchange.wire().close();
        case RESET -> exchange.wire().reset();
        case READ -> throw new IllegalStateException("no failure");
      }
    }
  }
}
