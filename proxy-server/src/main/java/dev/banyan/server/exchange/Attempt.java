package dev.banyan.server.exchange;

import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.FallbackPolicy;
import dev.banyan.core.resilience.Verdict;
import dev.banyan.core.split.Side;
import dev.banyan.server.backend.BackendListener;
import dev.banyan.server.backend.BackendPort;
import dev.banyan.server.backend.BackendStream;
import dev.banyan.server.backend.Lease;
import dev.banyan.server.backend.LeaseListener;
import dev.banyan.server.telemetry.AttemptRecord;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One visit to one side: endpoint, lease, send, receive, and the same again on another endpoint or
 * a fresh connection while that is provably harmless. Confined to its event loop.
 *
 * <p>The breaker hears of it once, when the side is left.
 */
final class Attempt implements LeaseListener, BackendListener {
  static final int STATUS_CONTINUE = 100;
  private static final int DISCARD_BYTES = 64 << 10;
  private static final long UNSAFE_MAX_IDLE_NANOS = 1_000_000_000L;

  private final AttemptSink sink;
  private final Outgoing request;
  private final BackendPort backend;
  private final NewCall call;
  private final AttemptClock clock;
  private final AttemptRecord record;
  private final ClientSession session;

  private long tried;
  private int endpoint = -1;
  private boolean freshTried;
  private boolean own;
  private boolean streaming;
  private boolean excused;
  private @Nullable Lease lease;
  private @Nullable BackendStream stream;

  /**
   * An attempt, not started.
   *
   * @param call what the breaker is told
   */
  Attempt(
      AttemptSink sink,
      Outgoing request,
      BackendPort backend,
      NewCall call,
      AttemptClock clock,
      AttemptRecord record,
      ClientSession session) {
    this.sink = sink;
    this.request = request;
    this.backend = backend;
    this.call = call;
    this.clock = clock;
    this.record = record;
    this.session = session;
  }

  Side side() {
    return record.side();
  }

  AttemptRecord record() {
    return record;
  }

  int endpointsTried() {
    return Long.bitCount(tried);
  }

  boolean endpointsLeft() {
    return endpointsTried() < backend.endpointCount();
  }

  boolean freshTried() {
    return freshTried;
  }

  /** Takes the client's own connection, or picks an endpoint and asks for a stream. */
  void start() {
    BackendStream taken = tried == 0 ? session.take(backend) : null;
    if (taken == null) {
      pick();
    } else {
      own = true;
      send(taken);
    }
  }

  private void pick() {
    endpoint = backend.pick(tried);
    if (endpoint < 0) {
      fail(FailureKind.NO_ENDPOINT);
      return;
    }
    tried |= 1L << endpoint;
    boolean lastSend = sink.sends() + 1 >= FallbackPolicy.MAX_SENDS;
    boolean anyIdle = request.head().isRead() && !lastSend;
    lease(anyIdle ? BackendPort.ANY_IDLE : UNSAFE_MAX_IDLE_NANOS);
  }

  private void lease(long maxIdleNanos) {
    Lease waiting = backend.lease(endpoint, maxIdleNanos, this);
    if (waiting != null) {
      lease = waiting;
    }
  }

  @Override
  public void leased(BackendStream leased) {
    lease = null;
    session.sending(leased, backend);
    send(leased);
  }

  private void send(BackendStream leased) {
    stream = leased;
    record.sentTo(leased.endpoint());
    boolean expect = request.expect() && !sink.bodyBegun();
    clock.sending(leased, expect);
    leased.sendHead(request.head(), request.edits(), expect, this);
    sink.attemptSending(leased);
  }

  @Override
  public void leaseFailed(FailureKind kind) {
    lease = null;
    fail(kind);
  }

  /** A piece of the request's body came from the client. */
  void clientSends() {
    clock.continued();
  }

  /** The client takes the answer's body again. */
  void clientTakes() {
    if (sink.answerBlocked()) {
      clock.wanted();
    }
  }

  /** Hands what was sent to the system. */
  void flush() {
    if (stream != null) {
      stream.flush();
    }
  }

  @Override
  public void requestWritten() {
    clock.written();
  }

  @Override
  public void backendWritable() {
    sink.attemptWritable();
  }

  @Override
  public void informational(ResponseHead interim) {
    if (interim.status() == STATUS_CONTINUE) {
      clock.continued();
    }
    sink.attemptInformational(interim);
  }

  @Override
  public void responseHead(ResponseHead answer, BodyFraming framing) {
    BackendStream from = stream;
    boolean clientLate = from != null && clock.awaitsClient(from.pendingBytes() > 0);
    long headNanos = clock.head();
    record.answered(answer.status(), headNanos);
    boolean excusable = clientLate && call.mayBeAboutClient(answer.status());
    if (excusable) {
      call.excused();
    }
    call.answered(answer.status(), headNanos);
    if (from == null) {
      return;
    }
    if (!session.admits(answer, from, backend)) {
      stream = null;
      from.refuseLogin();
      fail(FailureKind.LOGIN_REFUSED);
      return;
    }
    if (sink.countsAsFailure(answer.status())
        && sink.verdict(FailureKind.STATUS) == Verdict.LEGACY) {
      stream = null;
      sink.attemptDetached();
      from.discard(DISCARD_BYTES);
      call.ended();
      excused = excusable;
      leave(FailureKind.STATUS, Verdict.LEGACY);
      return;
    }
    streaming = true;
    sink.attemptHead(answer, framing, from);
  }

  @Override
  public void responseBody(ByteBuf piece) {
    clock.piece();
    sink.attemptBody(piece);
  }

  @Override
  public void responseEnd(Trailers trailers) {
    stream = null;
    clock.stop();
    call.ended();
    sink.attemptEnd(trailers);
  }

  @Override
  public void responseReadComplete() {
    sink.attemptReadComplete();
  }

  @Override
  public boolean backendClosing(boolean holds) {
    excused = clock.awaitsClient(holds) || (streaming && (sink.answerBlocked() || clock.stalled()));
    return excused;
  }

  @Override
  public void backendFailed(FailureKind kind) {
    record.broke(stream == null ? null : stream.brokenRule());
    stream = null;
    excused &= kind != FailureKind.INVALID_ANSWER;
    // What the user's own connection knew is lost with it; nothing is sent again elsewhere.
    boolean stale = kind == FailureKind.STALE_CONNECTION && own;
    fail(streaming ? FailureKind.BODY_CUT : stale ? FailureKind.CLOSED : kind);
  }

  /** The exchange's alarm rang. */
  void alarmRang() {
    switch (clock.ring(sink.answerBlocked())) {
      case NOTHING -> {}
      case CONTINUE -> sink.attemptContinues();
      case CLIENT_SLOW -> call.clientSlow();
      case SLOW -> call.slow();
      case SETTLED -> call.settled();
      case TIMEOUT -> cut(FailureKind.TIMEOUT);
      case STREAM_IDLE -> cut(FailureKind.BODY_CUT);
    }
  }

  /** Gives the attempt up for the client's sake or ours; nothing is delivered any more. */
  void abandon() {
    clock.stop();
    dropStream();
    record.abandon();
    call.abandoned();
  }

  /** Throws the answer away, whose head has come; for the breaker it is one all the same. */
  void discard() {
    BackendStream from = stream;
    stream = null;
    clock.stop();
    if (from != null) {
      from.discard(DISCARD_BYTES);
    }
    call.ended();
  }

  private void cut(FailureKind kind) {
    if (kind == FailureKind.TIMEOUT && stream != null) {
      stream.timedOut();
      stream = null;
    }
    dropStream();
    fail(kind);
  }

  private void dropStream() {
    if (lease != null) {
      lease.cancel();
      lease = null;
    }
    if (stream != null) {
      stream.cancel();
      stream = null;
    }
  }

  private void fail(FailureKind kind) {
    long waitedNanos = clock.waitedNanos();
    clock.stop();
    sink.attemptDetached();
    Verdict next = sink.verdict(kind);
    boolean byClient = excused;
    excused = false;
    switch (next) {
      case ANOTHER_ENDPOINT -> start();
      case FRESH_CONNECTION -> {
        freshTried = true;
        lease(BackendPort.FRESH);
      }
      default -> {
        excused = byClient;
        if (byClient) {
          call.excused();
        }
        call.failed(kind, waitedNanos);
        leave(kind, next);
      }
    }
  }

  private void leave(FailureKind kind, Verdict next) {
    clock.stop();
    record.failed(kind);
    if (excused) {
      record.excuse();
    }
    sink.attemptFailed(kind, next);
  }
}
