package dev.banyan.server.exchange;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.cors.Allowance;
import dev.banyan.core.cors.PreflightAnswer;
import dev.banyan.core.forward.Passage;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.FallbackPolicy;
import dev.banyan.core.resilience.Verdict;
import dev.banyan.core.split.Side;
import dev.banyan.server.backend.BackendStream;
import dev.banyan.server.live.LoopRoute;
import dev.banyan.server.telemetry.AttemptRecord;
import dev.banyan.server.telemetry.ExchangeRecord;
import dev.banyan.server.transport.Alarm;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A CORS preflight whose user may be on either side. Legacy is asked, and if it does not allow all
 * that was asked, new; the client gets the answer that allows more, legacy's if both allow as much.
 * Ends exactly once. Confined to its event loop.
 */
final class PreflightExchange implements ClientListener, AttemptSink {
  /** How long the rest of legacy's answer is awaited before new is asked without it. */
  private static final long MAX_HOLD_NANOS = 1_000_000_000L;

  private final ExchangeContext context;
  private final LoopRoute route;
  private final RequestHead head;
  private final Passage passage;
  private final ClientStream client;
  private final ExchangeRecord record;
  private final AttemptOpener opener;
  private final AnswerDelivery delivery;
  private final Alarm holdAlarm;
  private Side side = Side.LEGACY;
  private @Nullable Attempt attempt;
  private @Nullable HeldAnswer held;
  private Allowance heldAllows = Allowance.NONE;
  private @Nullable FailureKind legacyFailure;
  private boolean ended;

  /** An exchange, not started. */
  PreflightExchange(
      ExchangeContext context,
      LoopRoute route,
      ExchangePlan plan,
      RequestHead head,
      Passage passage,
      ClientStream client,
      ExchangeRecord record) {
    this.context = context;
    this.route = route;
    this.head = head;
    this.passage = passage;
    this.client = client;
    this.record = record;
    client.session().begin(head, passage.throughProxy(), plan, route);
    opener = new AttemptOpener(context.timers(), client, route, plan, head, passage);
    delivery = new AnswerDelivery(client, passage, plan, route.addresses(), record);
    holdAlarm = context.timers().alarm(this::heldForLong);
  }

  @Override
  public void start() {
    ask(Side.LEGACY);
  }

  private void ask(Side next) {
    side = next;
    AttemptRecord made = new AttemptRecord(next, context.timers().nanos());
    record.attempt(made);
    NewCall call = opener.call(next);
    FailureKind refusal = call.refusal();
    if (refusal != null) {
      made.failed(refusal);
      attemptFailed(refusal, verdict(refusal));
      return;
    }
    Attempt begun = opener.attempt(this, call, made, false);
    attempt = begun;
    begun.start();
  }

  /** Legacy's answer, if there is one, is not the one that allows most for certain. */
  private void askNew() {
    holdAlarm.clear();
    AttemptRecord first = record.first();
    if (first != null) {
      first.ended(context.timers().nanos());
    }
    ask(Side.NEW);
  }

  // Events of the client's side.

  @Override
  public void requestBody(ByteBuf piece) {
    piece.release();
  }

  @Override
  public void requestEnd(Trailers trailers) {}

  @Override
  public void requestReadComplete() {}

  @Override
  public void clientWritable() {
    if (delivery.streaming() && attempt != null) {
      attempt.clientTakes();
      delivery.clientWritable();
    }
  }

  @Override
  public void clientGone() {
    if (!ended) {
      record.leave();
      giveUp();
    }
  }

  @Override
  public void refuse(int status, String reason) {
    if (ended) {
      return;
    }
    record.refused(reason);
    if (delivery.committed()) {
      record.truncate();
      giveUp();
      delivery.truncate();
      return;
    }
    OwnAnswer error = passage.error(status);
    record.answered(error);
    giveUp();
    delivery.refused(error);
  }

  @Override
  public int statusIfCut() {
    return FallbackPolicy.statusIfCut(facts());
  }

  @Override
  public void alarmRang() {
    if (attempt != null && !ended) {
      attempt.alarmRang();
    }
  }

  // Events of the attempt.

  @Override
  public void attemptSending(BackendStream stream) {
    stream.flush();
  }

  @Override
  public void attemptDetached() {}

  @Override
  public void attemptWritable() {
    if (attempt != null) {
      attempt.flush();
    }
  }

  /** An interim answer may be that of the side which the client does not hear of in the end. */
  @Override
  public void attemptInformational(ResponseHead interim) {}

  /** No side is asked for a 100. */
  @Override
  public void attemptContinues() {}

  /** No status is thrown away: what an answer allows decides. */
  @Override
  public boolean countsAsFailure(int status) {
    return false;
  }

  @Override
  public Verdict verdict(FailureKind failure) {
    return FallbackPolicy.next(failure, facts());
  }

  @Override
  public void attemptHead(ResponseHead received, BodyFraming framing, BackendStream stream) {
    HeaderEdits.Builder edits = passage.response(received, side, route.addresses());
    Allowance allows = PreflightAnswer.of(head, received, edits.build());
    if (side == Side.LEGACY) {
      if (allows == Allowance.CREDENTIALED) {
        delivery.head(received, framing, side, stream);
      } else {
        held = new HeldAnswer(received, edits, framing);
        heldAllows = allows;
        holdAlarm.at(context.timers().nanos() + MAX_HOLD_NANOS);
        stream.demandBody(true);
      }
    } else if (held == null || allows.compareTo(heldAllows) > 0) {
      held = null;
      delivery.head(received, framing, side, stream);
    } else {
      dropAnswer();
      deliverHeld(held);
    }
  }

  @Override
  public void attemptBody(ByteBuf piece) {
    if (held == null || side == Side.NEW) {
      delivery.piece(piece);
    } else if (!held.keep(piece)) {
      heldForLong();
    }
  }

  /** The rest of legacy's answer is too long, or takes too long. */
  private void heldForLong() {
    if (held != null && side == Side.LEGACY && !ended) {
      held.leaveBodyOut();
      dropAnswer();
      askNew();
    }
  }

  private void dropAnswer() {
    Attempt over = attempt;
    attempt = null;
    if (over != null) {
      over.discard();
    }
  }

  @Override
  public boolean answerBlocked() {
    return delivery.blocked();
  }

  @Override
  public boolean bodyBegun() {
    return false;
  }

  @Override
  public void attemptReadComplete() {
    delivery.flush();
  }

  @Override
  public void attemptEnd(Trailers trailers) {
    if (held != null && side == Side.LEGACY) {
      held.end(trailers);
      attempt = null;
      askNew();
      return;
    }
    finish();
    delivery.end(trailers);
  }

  @Override
  public void attemptFailed(FailureKind failure, Verdict next) {
    attempt = null;
    if (delivery.committed()) {
      record.failed(failure);
      record.truncate();
      finish();
      delivery.truncate();
    } else if (side == Side.LEGACY) {
      if (held == null) {
        legacyFailure = failure;
      } else {
        held.leaveBodyOut();
      }
      askNew();
    } else if (held != null) {
      deliverHeld(held);
    } else {
      fail(legacyFailure == null ? failure : legacyFailure);
    }
  }

  /** Gives the client what legacy answered, for new allows no more. */
  private void deliverHeld(HeldAnswer answer) {
    record.backToFirst();
    delivery.whole(answer);
    finish();
    delivery.end(answer.trailers());
  }

  private void fail(FailureKind failure) {
    record.backToFirst();
    record.failed(failure);
    delivery.prepareFailure(failure.status());
    finish();
    delivery.failed();
  }

  private void giveUp() {
    Attempt running = attempt;
    attempt = null;
    if (running != null) {
      running.abandon();
    }
    finish();
  }

  private void finish() {
    if (ended) {
      throw new IllegalStateException("preflight: ended twice (expected: once)");
    }
    ended = true;
    attempt = null;
    delivery.close();
    client.alarm().clear();
    holdAlarm.end();
    long now = context.timers().nanos();
    AttemptRecord second = record.second();
    AttemptRecord running = second == null ? record.first() : second;
    if (running != null) {
      running.ended(now);
    }
    record.ended(now);
    context.observer().ended(record);
  }

  @Override
  public int sends() {
    return record.sends();
  }

  private PreflightFacts facts() {
    boolean fallback = route.policy().fallback().enabled();
    return new PreflightFacts(side, fallback, delivery.committed(), record.sends(), attempt);
  }
}
