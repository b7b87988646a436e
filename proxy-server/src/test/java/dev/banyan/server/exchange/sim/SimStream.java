package dev.banyan.server.exchange.sim;

import static dev.banyan.server.exchange.sim.BrokenPromise.unless;
import static dev.banyan.server.exchange.sim.BrokenPromise.unlessEqual;
import static dev.banyan.server.exchange.sim.BrokenPromise.unlessSame;

import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.server.backend.BackendListener;
import dev.banyan.server.backend.BackendStream;
import dev.banyan.server.backend.OwnConnections;
import dev.banyan.server.exchange.sim.AnswerScript.Begins;
import dev.banyan.server.exchange.sim.AnswerScript.Ending;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** One request to a backend that does what its script says, and checks what it is sent. */
final class SimStream implements BackendStream {
  private static final int HEAD_BYTES = 100;

  final Visit visit;
  private final Sim sim;
  private final ExchangeRun run;
  private final boolean reused;
  private final Outlet outlet;
  private final SimPatience patience;
  private final SimClosing closing;
  private @Nullable BackendListener listener;
  private @Nullable AnswerScript script;
  private long bodyReceived;
  private boolean requestEnded;
  private boolean acting;
  private boolean demanded;
  private boolean delivering;
  private boolean headArrived;
  private boolean ended;
  private boolean endedWhole;
  private long bodySent;
  private long headNanos;
  private long headDuration;
  private long quietNanos;
  private @Nullable ResponseHead interim;

  SimStream(Sim sim, Visit visit, boolean reused) {
    this.sim = sim;
    this.visit = visit;
    this.run = visit.run;
    this.reused = reused;
    this.outlet = new Outlet(sim, sim.timeout(visit.isNew), this::moved, this::becameWritable);
    this.patience = new SimPatience(sim, this, outlet);
    this.closing = new SimClosing(this, outlet);
  }

  // What the exchange may do.

  @Override
  public String endpoint() {
    return (visit.isNew ? "new" : "legacy") + visit.endpoint;
  }

  @Override
  public void sendHead(RequestHead head, HeaderEdits edits, boolean expect, BackendListener told) {
    check("sendHead");
    unless(listener == null, "a head was sent twice to one stream");
    unlessSame(run.request.head(), head, "the request's head");
    unless(
        !expect || !run.client.wasToldToContinue(),
        "a side was asked for a 100 after the client had it");
    unless(
        !expect || !run.client.hasSentBody(), "a 100 was asked for that the client does not await");
    listener = told;
    patience.sending(expect);
    script = new AnswerScript(sim, run.request, reused, expect);
    run.sends(this);
    run.say("sends head to", endpoint() + (expect ? ", expecting a 100" : ""));
    outlet.write(HEAD_BYTES);
    requestEnded = !run.request.hasBody();
    patience.noteHeld();
    if (script.begins == Begins.AT_ONCE) {
      act();
    }
  }

  @Override
  public void sendBody(ByteBuf piece) {
    check("sendBody");
    unless(listener != null && !requestEnded, "body before the head or behind the end");
    int bytes = piece.readableBytes();
    boolean replayed = bodyReceived == 0 && bytes == run.kept.bytes();
    unless(outlet.writable() || replayed, "body was sent to a stream that takes none");
    unless(
        Content.matches(piece, run.request.id(), bodyReceived),
        "the request's body is not the client's");
    bodyReceived += bytes;
    outlet.write(piece);
  }

  @Override
  public void endBody(Trailers trailers) {
    check("endBody");
    unless(listener != null && !requestEnded, "the body was ended twice or before the head");
    unlessEqual(run.request.bodyBytes(), bodyReceived, "bytes of the request's body");
    unlessSame(run.request.trailers(), trailers, "the request's trailers");
    requestEnded = true;
    run.say("request ended");
    outlet.flush();
    moved();
  }

  @Override
  public boolean writable() {
    check("writable");
    return outlet.writable();
  }

  @Override
  public void flush() {
    check("flush");
    outlet.flush();
    moved();
  }

  @Override
  public long pendingBytes() {
    check("pendingBytes");
    return outlet.pending();
  }

  @Override
  public long takenBytes() {
    check("takenBytes");
    return outlet.taken();
  }

  @Override
  public void demandBody(boolean wanted) {
    check("demandBody");
    unless(headArrived, "a body was demanded before the head");
    if (wanted && !demanded) {
      closing.wanted(sim.time.nanos() - quietNanos);
      quietNanos = sim.time.nanos();
    }
    if (!wanted && script().ending == Ending.CUT) {
      sim.time.in(sim.pause(visit.isNew) / 32, () -> run.event(this::closeUnwanted));
    }
    demanded = wanted;
    deliverSoon();
  }

  @Override
  public void belongTo(OwnConnections client) {
    throw new BrokenPromise("a login where nobody logs in");
  }

  @Override
  public void refuseLogin() {
    throw new BrokenPromise("a login is refused where nobody logs in");
  }

  @Override
  public void cancel() {
    check("cancel");
    run.say("cancels", this);
    end();
    run.cancelled(this);
  }

  @Override
  public void timedOut() {
    unless(!headArrived, "a stream timed out although its head had come");
    cancel();
  }

  @Override
  public void discard(int maxBytes) {
    check("discard");
    unless(headArrived, "an answer was thrown away before its head");
    run.say("throws away", this);
    end();
    run.discarded(this);
  }

  private void check(String call) {
    unless(!ended, call + " was called after the stream's end");
    unless(run.isCurrent(), call + " was called by another exchange's event");
  }

  // What the backend does.

  private void moved() {
    BackendListener told = listener;
    if (ended || told == null || script == null) {
      return;
    }
    patience.noteHeld();
    if (requestEnded && outlet.isEmpty() && !patience.isWritten()) {
      patience.written();
      run.say("request written");
      told.requestWritten();
    }
    boolean begun = script.begins.now(outlet.taken() - HEAD_BYTES, patience.isWritten());
    boolean asks = patience.asked() && !script.interims.isEmpty();
    if (!ended && (begun || (asks && outlet.taken() >= HEAD_BYTES))) {
      act();
    }
  }

  private void becameWritable() {
    if (!ended && listener != null) {
      listener.backendWritable();
    }
  }

  private void act() {
    if (!acting) {
      acting = true;
      sim.time.in(sim.pause(visit.isNew), () -> run.event(this::actNow));
    }
  }

  private void actNow() {
    BackendListener told = listener;
    AnswerScript next = script;
    if (ended || told == null || next == null) {
      return;
    }
    ResponseHead first = next.interims.poll();
    if (first != null) {
      interim = first;
      run.say("interim answer", first.status());
      patience.interim(first.status());
      told.informational(first);
      readComplete(told);
      acting = false;
      moved();
    } else if (next.failure != null) {
      fail(next.failure);
    } else if (!next.hangs) {
      answer(told, next);
    }
  }

  private void answer(BackendListener told, AnswerScript next) {
    headDuration = patience.waited();
    headArrived = true;
    headNanos = sim.time.nanos();
    quietNanos = headNanos;
    run.say("answer", next.head.status() + " " + next.framing + " " + next.ending);
    run.answered(this, next.head.status());
    told.responseHead(next.head, next.framing);
    if (!ended && (next.framing.isEmpty() || sim.draw.chance(50))) {
      deliver(told, next);
    }
    readComplete(told);
  }

  private void readComplete(BackendListener told) {
    if (!ended) {
      told.responseReadComplete();
    }
  }

  private void deliverSoon() {
    if (demanded && !delivering && !ended) {
      delivering = true;
      sim.time.in(sim.pause(visit.isNew), () -> run.event(this::deliverNow));
    }
  }

  private void deliverNow() {
    delivering = false;
    if (!ended && listener != null && script != null) {
      deliver(listener, script);
      readComplete(listener);
      deliverSoon();
    }
  }

  /** Delivers some pieces of the answer's body, and its end, as far as they are demanded. */
  private void deliver(BackendListener told, AnswerScript next) {
    int end = next.ending == Ending.WHOLE ? next.bodyBytes : next.bodyBytes / 2;
    for (int pieces = sim.draw.between(1, 4); pieces > 0 && demanded && bodySent < end; pieces--) {
      int bytes = Math.min(sim.draw.between(1, 250), (int) (end - bodySent));
      ByteBuf piece = sim.content.piece(next.id, bodySent, bytes);
      bodySent += bytes;
      quietNanos = sim.time.nanos();
      told.responseBody(piece);
      if (ended) {
        return;
      }
    }
    boolean known = next.framing.kind() != dev.banyan.core.http.BodyFraming.Kind.CHUNKED;
    if (bodySent < end || (!demanded && !(known && bodySent == next.bodyBytes))) {
      return;
    }
    if (next.ending == Ending.WHOLE || next.framing.isEmpty()) {
      endedWhole = true;
      end();
      run.say("answer ended");
      run.answerEnded(this);
      told.responseEnd(next.trailers);
    } else if (next.ending == Ending.CUT) {
      fail(sim.draw.of(FailureKind.RESET, FailureKind.CLOSED, FailureKind.INVALID_ANSWER));
    }
  }

  /** The backend closes while nobody takes its answer: what it had sent is still to be told. */
  private void closeUnwanted() {
    if (!ended && !demanded && listener != null) {
      sim.coverage.count("closed while nobody took the answer");
      closing.now(listener);
    }
  }

  private void fail(FailureKind kind) {
    BackendListener told = listener;
    if (told == null) {
      return;
    }
    boolean byClient = kind != FailureKind.INVALID_ANSWER && closing.now(told);
    end();
    FailureKind seen = headArrived ? FailureKind.BODY_CUT : kind;
    run.say("stream failed:", kind);
    sim.coverage.count("failure: ", seen);
    run.failed(seen, patience.waited(), byClient);
    told.backendFailed(kind);
  }

  private void end() {
    ended = true;
    outlet.close();
  }

  // What the oracle asks.

  /** Whether the backend closed the connection because of what the client did not do. */
  boolean closedByClient() {
    return closing.byClient();
  }

  /** Whether an answer is held up because nobody takes it. */
  boolean unwanted() {
    return headArrived && !demanded;
  }

  SimPatience patience() {
    return patience;
  }

  boolean isEnded() {
    return ended;
  }

  boolean endedWhole() {
    return endedWhole;
  }

  boolean headArrived() {
    return headArrived;
  }

  long headNanos() {
    return headNanos;
  }

  long headDuration() {
    return headDuration;
  }

  /** How long a wanted piece of the answer has not come; 0 while none is wanted. */
  long quiet() {
    return headArrived && demanded ? sim.time.nanos() - quietNanos : 0;
  }

  AnswerScript script() {
    if (script == null) {
      throw new BrokenPromise("a stream was used before its head was sent");
    }
    return script;
  }

  @Nullable ResponseHead interim() {
    return interim;
  }

  /** Whether bytes of the request wait for a flush. */
  boolean holdsUnflushed() {
    return !ended && outlet.unflushed() > 0;
  }

  @Override
  public String toString() {
    return endpoint() + (reused ? " (reused)" : " (fresh)");
  }
}
