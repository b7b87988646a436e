package dev.banyan.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A well-formed answer, as a behaviour: it reads the request's body and answers. The methods return
 * changed copies. Immutable.
 *
 * <p>A HEAD request, 204 and 304 get the fields but never the body.
 */
public final class Answer implements Behavior {
  private static final int DEFAULT_PIECE_BYTES = 16 * 1024;

  private enum Framing {
    FIXED,
    CHUNKED,
    UNTIL_CLOSE
  }

  private final int status;
  private String version = "HTTP/1.1";
  private List<String> lines = List.of();
  private List<String> trailers = List.of();
  private Payload payload = Payload.of("");
  private Framing framing = Framing.FIXED;
  private int pieceBytes = DEFAULT_PIECE_BYTES;
  private Duration pause = Duration.ZERO;
  private boolean closes;
  private UnreadBody requestBody = UnreadBody.READ_FIRST;

  private Answer(int status) {
    this.status = status;
  }

  private Answer with(Consumer<Answer> change) {
    Answer copy = new Answer(status);
    copy.version = version;
    copy.lines = lines;
    copy.trailers = trailers;
    copy.payload = payload;
    copy.framing = framing;
    copy.pieceBytes = pieceBytes;
    copy.pause = pause;
    copy.closes = closes;
    copy.requestBody = requestBody;
    change.accept(copy);
    return copy;
  }

  /** Returns an answer with a status and no body. */
  public static Answer status(int status) {
    return new Answer(status);
  }

  /** Returns 200 with a text of fixed length. */
  public static Answer ok(String body) {
    return status(200).body(body);
  }

  /** Adds a field line. */
  public Answer header(String name, String value) {
    return with(copy -> copy.lines = plus(lines, name + ": " + value));
  }

  /** Sets the body to a text. */
  public Answer body(String body) {
    return body(Payload.of(body));
  }

  /** Sets the body. */
  public Answer body(Payload body) {
    return with(copy -> copy.payload = body);
  }

  /** Sends the body in chunks of this many bytes. */
  public Answer chunked(int chunkBytes) {
    return with(copy -> {
      copy.framing = Framing.CHUNKED;
      copy.pieceBytes = chunkBytes;
    });
  }

  /** Adds a trailer field after the last chunk; for chunked answers. */
  public Answer trailer(String name, String value) {
    return with(copy -> copy.trailers = plus(trailers, name + ": " + value));
  }

  /** Ends the body by closing the connection. */
  public Answer untilClose() {
    return with(copy -> {
      copy.framing = Framing.UNTIL_CLOSE;
      copy.closes = true;
    });
  }

  /** Sends the body in pieces of this many bytes with a pause after each; chunks are pieces too. */
  public Answer pieces(int bytes, Duration pauseAfterEach) {
    return with(copy -> {
      copy.pieceBytes = bytes;
      copy.pause = pauseAfterEach;
    });
  }

  /** Announces {@code Connection: close} and closes. */
  public Answer close() {
    return header("Connection", "close").with(copy -> copy.closes = true);
  }

  /** Answers as HTTP/1.0 and closes; its body is not chunked. */
  public Answer http10() {
    return with(copy -> {
      copy.version = "HTTP/1.0";
      copy.closes = true;
    });
  }

  /** Says what becomes of the request's body; it is read first unless told otherwise. */
  public Answer requestBody(UnreadBody fate) {
    return with(copy -> copy.requestBody = fate);
  }

  @Override
  public void handle(OriginExchange exchange) throws IOException {
    if (requestBody == UnreadBody.READ_FIRST) {
      exchange.readBody();
    }
    exchange.execute();
    write(exchange, Long.MAX_VALUE);
    if (closes) {
      exchange.closeAfter();
    }
    requestBody.afterAnswer(exchange);
  }

  /** Returns the head as text, from the status line to the empty line. */
  String head() {
    StringBuilder head = new StringBuilder();
    head.append(version).append(' ').append(status).append(' ').append(Reason.of(status));
    head.append("\r\n");
    lines.forEach(line -> head.append(line).append("\r\n"));
    if (framing == Framing.CHUNKED) {
      head.append("Transfer-Encoding: chunked\r\n");
    } else if (framing == Framing.FIXED && (payload.length() > 0 || !bodiless())) {
      head.append("Content-Length: ").append(payload.length()).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /**
   * Sends the head and the body, but {@code bodyLimit} bytes of the body at most: a body cut there
   * ends without its last chunk.
   */
  void write(OriginExchange exchange, long bodyLimit) throws IOException {
    PieceWriter out = new PieceWriter(exchange.wire());
    append(out, exchange, bodyLimit);
    out.flush();
  }

  /** Like {@link #write}, but leaves the last bytes in {@code out}. */
  void append(PieceWriter out, OriginExchange exchange, long bodyLimit) throws IOException {
    out.append(head());
    if (bodiless() || exchange.method().equals("HEAD")) {
      return;
    }
    if (framing != Framing.CHUNKED) {
      out.pieces(payload, pieceBytes, pause, bodyLimit);
      return;
    }
    out.chunks(payload, pieceBytes, pause, bodyLimit);
    if (bodyLimit == Long.MAX_VALUE) {
      out.lastChunk(trailers);
    }
  }

  private boolean bodiless() {
    return status < 200 || status == 204 || status == 304;
  }

  private static List<String> plus(List<String> lines, String line) {
    List<String> more = new ArrayList<>(lines);
    more.add(line);
    return List.copyOf(more);
  }
}
