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
  private @Nullable BackendListener listener;
  private @Nullable AnswerScript script;
  private boolean asked;
  private boolean continueSeen;
  private long bodyReceived;
  private boolean requestEnded;
  private boolean acting;
  private boolean demanded;
  private boolean delivering;
  private boolean headArrived;
  private boolean ended;
  private boolean endedWhole;
  private long bodySent;
  private long writtenNanos;
  private boolean written;
  private long headNanos;
  private long headDuration;
  private long quietNanos;
  private boolean held;
  private long heldNanos;
  private long takenSeen;
  private @Nullable ResponseHead interim;

  SimStream(Sim sim, Visit visit, boolean reused) {
    this.sim = sim;
    this.visit = visit;
    this.run = visit.run;
    this.reused = reused;
    this.outlet = new Outlet(sim, sim.timeout(visit.isNew), this::moved, this::becameWritable);
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
    asked = expect;
    script = new AnswerScript(sim, run.request, reused, expect);
    run.sends(this);
    run.say("sends head to", endpoint() + (expect ? ", expecting a 100" : ""));
    outlet.write(HEAD_BYTES);
    requestEnded = !run.request.hasBody();
    noteHeld();
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
      quietNanos = sim.time.nanos();
    }
    demanded = wanted;
    deliverSoon();
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
    noteHeld();
    if (requestEnded && outlet.isEmpty() && !written) {
      written = true;
      writtenNanos = sim.time.nanos();
      run.say("request written");
      told.requestWritten();
    }
    boolean begun =
        switch (script.begins) {
          case AT_ONCE -> true;
          case WITH_HEAD -> outlet.taken() >= HEAD_BYTES;
          case WITH_BODY -> outlet.taken() > HEAD_BYTES || written;
          case WITH_REQUEST -> written;
        };
    boolean asksFirst = asked && !script.interims.isEmpty() && outlet.taken() >= HEAD_BYTES;
    if (!ended && (begun || asksFirst)) {
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
      continueSeen |= first.status() == 100;
      noteHeld();
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
    headArrived = true;
    headNanos = sim.time.nanos();
    headDuration = written ? headNanos - writtenNanos : 0;
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

  private void fail(FailureKind kind) {
    BackendListener told = listener;
    if (told == null) {
      return;
    }
    end();
    FailureKind seen = headArrived ? FailureKind.BODY_CUT : kind;
    run.say("stream failed:", kind);
    sim.coverage.count("failure: ", seen);
    run.failed(seen, waited());
    told.backendFailed(kind);
  }

  private void end() {
    ended = true;
    outlet.close();
  }

  // What the oracle asks.

  /** Notes since when the backend has taken nothing of what is held for it, or withheld a 100. */
  void noteHeld() {
    boolean awaits = asked && !continueSeen && !run.client.hasSentBody();
    boolean holds = outlet.pending() > 0 || awaits;
    if (holds && (!held || outlet.taken() != takenSeen)) {
      heldNanos = sim.time.nanos();
    }
    held = holds;
    takenSeen = outlet.taken();
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

  /** Whether the request is written and no head came. */
  boolean waits() {
    return written && !headArrived;
  }

  long waited() {
    return waits() ? sim.time.nanos() - writtenNanos : 0;
  }

  /** How long the backend alone has kept the exchange waiting for a head. */
  long blamed() {
    if (written) {
      return waited();
    }
    return held ? sim.time.nanos() - heldNanos : 0;
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
