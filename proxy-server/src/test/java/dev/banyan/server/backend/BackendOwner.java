package dev.banyan.server.backend;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.testkit.Await;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Sends one request to a backend and writes down what it is told of the answer. */
final class BackendOwner implements LeaseListener, BackendListener {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final RequestHead head;
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final AtomicLong bodyBytes = new AtomicLong();
  private volatile boolean ended;
  private volatile BackendStream stream;
  private boolean onePieceAtATime;
  private boolean waits;
  private boolean open;
  private int discardBytes = -1;

  BackendOwner(String request) {
    byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
    HeadParser parser = new HeadParser(new HeadLimits(1_000, 1_000, 20));
    head = Objects.requireNonNull(parser.parseRequest(bytes, bytes.length));
  }

  void demandOnePieceAtATime() {
    onePieceAtATime = true;
  }

  /** Leaves the body to the test. */
  void leaveOpen() {
    open = true;
  }

  /** Demands nothing before {@link #demand()}. */
  void waitAtHead() {
    waits = true;
  }

  void demand() {
    stream.demandBody(true);
  }

  void awaitHead() {
    Await.until("head", SOON, () -> events.toString().contains("head"));
  }

  void discardAtHead(int maxBytes) {
    discardBytes = maxBytes;
  }

  /** What came, the pieces of the body as one event. */
  List<String> events() {
    return List.copyOf(events);
  }

  boolean ended() {
    return ended;
  }

  void awaitEnd() {
    Await.until("end of " + events, SOON, () -> ended);
  }

  void awaitBody(long bytes) {
    Await.until("body of " + bytes, SOON, () -> bodyBytes.get() >= bytes);
  }

  boolean hasStream() {
    return stream != null;
  }

  /** The stream, for use on its loop. */
  BackendStream stream() {
    return stream;
  }

  void cancel() {
    stream.cancel();
  }

  @Override
  public void leased(BackendStream leased) {
    stream = leased;
    leased.sendHead(head, HeaderEdits.NONE, false, this);
    if (!head.framing().isEmpty() && !open) {
      leased.sendBody(Unpooled.copiedBuffer("abc", StandardCharsets.ISO_8859_1));
      leased.endBody(Trailers.NONE);
    }
    leased.flush();
  }

  @Override
  public void leaseFailed(FailureKind kind) {
    events.add("lease " + kind);
    ended = true;
  }

  @Override
  public void requestWritten() {
    events.add("written");
  }

  @Override
  public void backendWritable() {}

  @Override
  public void informational(ResponseHead interim) {
    events.add("interim " + interim.status());
  }

  @Override
  public void responseHead(ResponseHead answer, BodyFraming framing) {
    events.add("head " + answer.status() + " " + framing.kind());
    if (discardBytes >= 0) {
      stream.discard(discardBytes);
      ended = true;
    } else if (!waits) {
      stream.demandBody(true);
    }
  }

  @Override
  public void responseBody(ByteBuf piece) {
    if (bodyBytes.get() > 0) {
      events.remove(events.size() - 1);
    }
    events.add("body " + bodyBytes.addAndGet(piece.readableBytes()));
    piece.release();
    if (onePieceAtATime) {
      stream.demandBody(false);
      stream.demandBody(true);
    }
  }

  @Override
  public void responseEnd(Trailers trailers) {
    String lines = new String(trailers.lines(), StandardCharsets.ISO_8859_1);
    events.add(("end " + lines).strip());
    ended = true;
  }

  @Override
  public void responseReadComplete() {}

  @Override
  public void backendFailed(FailureKind kind) {
    events.add("failed " + kind);
    ended = true;
  }
}
