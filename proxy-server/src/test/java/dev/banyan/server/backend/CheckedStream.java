package dev.banyan.server.backend;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.resilience.FailureKind;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The contract of {@link BackendStream} and {@link BackendListener}, put between the two: it fails
 * when either side breaks it. The simulator's streams and the real ones pass through it alike.
 */
final class CheckedStream implements BackendStream, BackendListener {
  private final BackendStream stream;
  private @Nullable BackendListener listener;
  private boolean requestEnded;
  private boolean requestWritten;
  private boolean headCame;
  private boolean demanded;
  private boolean ended;
  private BodyFraming framing = BodyFraming.NONE;
  private long bodyBytes;
  private long takenBytes;

  CheckedStream(BackendStream stream) {
    this.stream = stream;
  }

  private static void unless(boolean kept, String what) {
    if (!kept) {
      throw new AssertionError("contract of a backend's stream: " + what);
    }
  }

  // What the owner may do.

  @Override
  public String endpoint() {
    return stream.endpoint();
  }

  @Override
  public void sendHead(RequestHead head, HeaderEdits edits, boolean expect, BackendListener told) {
    unless(listener == null, "one head is sent");
    unless(!expect || head.expectsContinue(), "only an expectation of the client is passed on");
    listener = told;
    requestEnded = head.framing().isEmpty();
    stream.sendHead(head, edits, expect, this);
  }

  private void alive(String call) {
    unless(!ended, call + " is not called after the end");
  }

  private void sending(String call) {
    alive(call);
    unless(listener != null, call + " follows the head");
  }

  @Override
  public void sendBody(ByteBuf piece) {
    sending("sendBody");
    unless(!requestEnded, "nothing is sent behind the end of the body");
    unless(piece.refCnt() > 0, "a piece that is handed over is not released yet");
    stream.sendBody(piece);
  }

  @Override
  public void endBody(Trailers trailers) {
    sending("endBody");
    unless(!requestEnded, "a body ends once");
    requestEnded = true;
    stream.endBody(trailers);
  }

  @Override
  public boolean writable() {
    sending("writable");
    return stream.writable();
  }

  @Override
  public void flush() {
    sending("flush");
    stream.flush();
  }

  @Override
  public long pendingBytes() {
    sending("pendingBytes");
    long pending = stream.pendingBytes();
    unless(pending >= 0, "pending bytes are not negative");
    return pending;
  }

  @Override
  public long takenBytes() {
    sending("takenBytes");
    long taken = stream.takenBytes();
    unless(taken >= takenBytes, "taken bytes only grow");
    takenBytes = taken;
    return taken;
  }

  @Override
  public void demandBody(boolean wanted) {
    alive("demandBody");
    unless(headCame, "a body is demanded after its head");
    demanded = wanted;
    stream.demandBody(wanted);
  }

  @Override
  public void belongTo(OwnConnections client) {
    alive("belongTo");
    stream.belongTo(client);
  }

  @Override
  public void refuseLogin() {
    alive("refuseLogin");
    unless(headCame, "only an answer begins a login");
    ended = true;
    stream.refuseLogin();
  }

  @Override
  public void cancel() {
    alive("cancel");
    ended = true;
    stream.cancel();
  }

  @Override
  public void timedOut() {
    alive("timedOut");
    unless(!headCame, "only a head comes too late");
    ended = true;
    stream.timedOut();
  }

  @Override
  public void discard(int maxBytes) {
    alive("discard");
    unless(headCame, "an answer is thrown away after its head");
    ended = true;
    stream.discard(maxBytes);
  }

  // What the backend may do.

  private BackendListener told(String event) {
    unless(!ended, event + " does not come after the end");
    unless(listener != null, event + " does not come before the request");
    return Objects.requireNonNull(listener);
  }

  @Override
  public void requestWritten() {
    BackendListener told = told("requestWritten");
    unless(requestEnded, "a request is written after its end was sent");
    unless(!requestWritten, "a request is written once");
    requestWritten = true;
    told.requestWritten();
  }

  @Override
  public void backendWritable() {
    BackendListener told = told("backendWritable");
    unless(stream.writable(), "a stream that says it is writable is");
    told.backendWritable();
  }

  @Override
  public void informational(ResponseHead head) {
    BackendListener told = told("informational");
    unless(!headCame, "an interim answer comes before the final head");
    unless(head.isInformational() && head.status() != 101, "an interim answer is one, but no 101");
    told.informational(head);
  }

  @Override
  public void responseHead(ResponseHead head, BodyFraming declared) {
    BackendListener told = told("responseHead");
    unless(!headCame, "one final head comes");
    unless(!head.isInformational(), "a final head is final");
    headCame = true;
    framing = declared;
    told.responseHead(head, declared);
  }

  @Override
  public void responseBody(ByteBuf piece) {
    BackendListener told = told("responseBody");
    unless(headCame, "a body follows its head");
    unless(demanded, "a piece comes only while it is demanded");
    unless(piece.refCnt() > 0 && piece.isReadable(), "a piece has bytes, and belongs to the owner");
    bodyBytes += piece.readableBytes();
    unless(framing.kind() != BodyFraming.Kind.NONE, "no body comes where none was announced");
    told.responseBody(piece);
  }

  @Override
  public void responseEnd(Trailers trailers) {
    BackendListener told = told("responseEnd");
    unless(headCame, "an answer ends after its head");
    boolean fixed = framing.kind() == BodyFraming.Kind.FIXED;
    unless(!fixed || bodyBytes == framing.length(), "a body is as long as its head said");
    ended = true;
    told.responseEnd(trailers);
  }

  @Override
  public void responseReadComplete() {
    told("responseReadComplete").responseReadComplete();
  }

  @Override
  public boolean backendClosing(boolean holds) {
    return told("backendClosing").backendClosing(holds);
  }

  @Override
  public void backendFailed(FailureKind kind) {
    BackendListener told = told("backendFailed");
    boolean refused = kind == FailureKind.TLS_FAILED && !headCame;
    unless(refused || kind.stage() == FailureKind.Stage.SENT, "a stream fails by " + kind);
    unless(
        kind != FailureKind.STALE_CONNECTION || !headCame,
        "a connection that gave a head is not stale");
    ended = true;
    told.backendFailed(kind);
  }

  @Override
  public String toString() {
    return stream.toString();
  }
}
