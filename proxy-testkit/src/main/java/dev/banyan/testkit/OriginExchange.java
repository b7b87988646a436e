package dev.banyan.testkit;

import java.io.IOException;
import java.time.Duration;

/** One request at an origin and the means to answer it. Confined to the connection's thread. */
public final class OriginExchange {
  private final String origin;
  private final String method;
  private final String target;
  private final String version;
  private final HeaderLines headers;
  private final BodyFraming framing;
  private final int connection;
  private final int sequence;
  private final WireInput in;
  private final Wire wire;
  private final RequestLog log;
  private final long arrivedNanos = System.nanoTime();
  private CapturedBody body = CapturedBody.EMPTY;
  private boolean bodyRead;
  private boolean executed;
  private boolean continued;
  private boolean closes;
  private Duration idleTime = Duration.ZERO;

  OriginExchange(String origin, MessageHead head, int connection, int sequence, Connection peer)
      throws IOException {
    this.origin = origin;
    this.method = head.part(0);
    this.target = head.part(1);
    this.version = head.part(2);
    this.headers = head.headers();
    this.connection = connection;
    this.sequence = sequence;
    this.in = peer.in();
    this.wire = peer.wire();
    this.log = peer.log();
    this.framing = BodyFraming.ofRequest(head);
    this.closes = !keepAliveWanted();
  }

  /** What an exchange uses of its connection. */
  record Connection(WireInput in, Wire wire, RequestLog log) {}

  /** Returns the name of the origin. */
  public String origin() {
    return origin;
  }

  /** Returns the method. */
  public String method() {
    return method;
  }

  /** Returns the request target, byte for byte. */
  public String target() {
    return target;
  }

  /** Returns the protocol version, such as {@code HTTP/1.1}. */
  public String version() {
    return version;
  }

  /** Returns the field lines. */
  public HeaderLines headers() {
    return headers;
  }

  /** Returns the number of the request on its connection, from 1. */
  public int sequence() {
    return sequence;
  }

  /** Returns the number of the connection at this origin, from 1. */
  public int connection() {
    return connection;
  }

  /** Returns the sending side. */
  public Wire wire() {
    return wire;
  }

  /** Tells whether the client waits for 100 before it sends the body. */
  public boolean expectsContinue() {
    return headers().lists("Expect", "100-continue");
  }

  /** Tells whether body bytes follow, or may follow, that nobody has read. */
  public boolean bodyPending() {
    return !bodyRead && framing.kind() != BodyFraming.Kind.NONE;
  }

  /** Sends an interim answer (RFC 9110 section 15.2); fields are whole lines. */
  public void inform(int status, String... lines) throws IOException {
    continued |= status == 100;
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " " + Reason.of(status) + "\r\n");
    for (String line : lines) {
      text.append(line).append("\r\n");
    }
    wire.write(text.append("\r\n").toString());
  }

  /**
   * Reads the body to its end, after 100 where the client waits for it, and counts the request as
   * executed. Later calls return the same body.
   */
  public CapturedBody readBody() throws IOException {
    if (bodyRead) {
      return body;
    }
    if (expectsContinue() && !continued && bodyPending() && !in.buffered()) {
      inform(100);
    }
    BodyReader reader = new BodyReader(in);
    reader.read(framing);
    body = reader.captured();
    bodyRead = true;
    execute();
    return body;
  }

  /**
   * Counts the request as executed without its body; what is called later doesn't count it again.
   */
  public void execute() {
    if (!executed) {
      executed = true;
      log.executed(
          new RecordedRequest(
              method(), target(), version(), headers(), body, connection, sequence, arrivedNanos));
    }
  }

  /** Leaves the body where it is, so that it is read as the next request. */
  void forgetBody() {
    bodyRead = true;
  }

  /** Sends back what arrives from now on, byte for byte, until the client leaves. */
  public void reflect() throws IOException {
    byte[] bytes = new byte[16 * 1024];
    for (int read = in.read(bytes, 0, bytes.length);
        read >= 0;
        read = in.read(bytes, 0, bytes.length)) {
      wire.write(bytes, 0, read);
    }
    wire.close();
  }

  /** Lets the connection be closed after this exchange. */
  public void closeAfter() {
    closes = true;
  }

  /** Lets the connection be closed if no further request arrives within the time. */
  public void closeAfterIdle(Duration time) {
    idleTime = time;
  }

  boolean closes() {
    return closes || bodyPending();
  }

  boolean executed() {
    return executed;
  }

  Duration idleTime() {
    return idleTime;
  }

  private boolean keepAliveWanted() {
    return version().equals("HTTP/1.0")
        ? headers().lists("Connection", "keep-alive")
        : !headers().lists("Connection", "close");
  }
}
