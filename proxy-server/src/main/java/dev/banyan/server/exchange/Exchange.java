package dev.banyan.server.exchange;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.Passage;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.resilience.ExchangeFacts;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.FallbackPolicy;
import dev.banyan.core.resilience.FallbackSpec;
import dev.banyan.core.resilience.Verdict;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Why;
import dev.banyan.server.backend.BackendPort;
import dev.banyan.server.backend.BackendStream;
import dev.banyan.server.live.LoopRoute;
import dev.banyan.server.telemetry.AttemptRecord;
import dev.banyan.server.telemetry.ExchangeRecord;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request's life: carries a plan out, lets legacy answer where {@link FallbackPolicy} allows,
 * and ends exactly once. Confined to its event loop.
 */
public final class Exchange implements ClientListener, AttemptSink, ExchangeFacts {
  private static final int CONTENT_TOO_LARGE = 413;

  private final ExchangeContext context;
  private final LoopRoute route;
  private final ExchangePlan plan;
  private final RequestHead head;
  private final Passage passage;
  private final ClientStream client;
  private final ExchangeRecord record;
  private final boolean replayAllowed;
  private final ReplayBuffer replay;
  private final BodyPump requestBody;
  private @Nullable Attempt attempt;
  private @Nullable BodyPump responseBody;
  private boolean committed;
  private boolean continued;
  private boolean ended;

  /** An exchange, not started. */
  public Exchange(
      ExchangeContext context,
      LoopRoute route,
      ExchangePlan plan,
      RequestHead head,
      Passage passage,
      ClientStream client,
      ExchangeRecord record) {
    this.context = context;
    this.route = route;
    this.plan = plan;
    this.head = head;
    this.passage = passage;
    this.client = client;
    this.record = record;
    FallbackSpec fallback = route.policy().fallback();
    replayAllowed = fallback.replayAllowed(head.method(), head.has(KnownField.IDEMPOTENCY_KEY));
    replay = new ReplayBuffer(context.replay(), keepsBody() ? fallback.bodyBytes() : 0);
    requestBody = new BodyPump(client, replay);
  }

  /** Whether a body could be of use a second time, and may fit the bound. */
  private boolean keepsBody() {
    return !head.framing().isEmpty() && (replayAllowed || read());
  }

  @Override
  public void start() {
    begin(plan.side());
  }

  private void begin(Side side) {
    AttemptRecord made = new AttemptRecord(side, context.timers().nanos());
    record.attempt(made);
    NewCall call = side == Side.NEW ? callOfNew() : NewCall.ofLegacy();
    FailureKind refusal = call.refusal();
    if (refusal != null) {
      made.failed(refusal);
      attemptFailed(refusal, verdict(refusal));
      return;
    }
    Attempt begun = attempt(side, call, made);
    attempt = begun;
    begun.start();
  }

  private NewCall callOfNew() {
    return plan.why() == Why.OVERRIDE
        ? NewCall.chosen(route)
        : NewCall.acquire(route, read(), route.policy().fallback().couldAnswer(head));
  }

  private Attempt attempt(Side side, NewCall call, AttemptRecord made) {
    boolean expect = head.expectsContinue() && !continued;
    HeaderEdits edits = passage.request(side, plan.policy().override());
    Outgoing request = new Outgoing(head, edits, expect);
    BackendPort port = side == Side.NEW ? route.newSide() : route.legacy();
    AttemptClock clock = AttemptClock.of(context.timers(), client.alarm(), route, side);
    return new Attempt(this, request, Objects.requireNonNull(port), call, clock, made);
  }

  // Events of the client's side.

  @Override
  public void requestBody(ByteBuf piece) {
    record.received(piece.readableBytes());
    if (record.requestBytes() > route.policy().bodyLimit()) {
      piece.release();
      refuse(CONTENT_TOO_LARGE, ExchangeRecord.BODY_TOO_LARGE);
      return;
    }
    if (attempt != null) {
      attempt.clientSends();
    }
    requestBody.piece(piece);
  }

  @Override
  public void requestEnd(Trailers trailers) {
    requestBody.end(passage.trailers(trailers, plan.policy().override()));
  }

  @Override
  public void requestReadComplete() {
    if (attempt != null) {
      attempt.flush();
    }
  }

  @Override
  public void clientWritable() {
    if (responseBody != null && attempt != null) {
      attempt.clientTakes();
      responseBody.sinkWritable();
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
    if (committed) {
      record.truncate();
      giveUp();
      client.truncate();
      return;
    }
    OwnAnswer answer = passage.error(status);
    record.answered(answer);
    giveUp();
    client.respond(answer, passage.own().build());
  }

  @Override
  public int statusIfCut() {
    return FallbackPolicy.statusIfCut(this);
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
    if (!head.framing().isEmpty()) {
      requestBody.attach(stream);
    }
    if (!ended) {
      stream.flush();
    }
  }

  @Override
  public void attemptDetached() {
    requestBody.detach();
  }

  @Override
  public void attemptWritable() {
    requestBody.sinkWritable();
    requestReadComplete();
  }

  @Override
  public void attemptInformational(ResponseHead interim) {
    if (interim.status() == Attempt.STATUS_CONTINUE) {
      if (continued || !head.expectsContinue()) {
        return;
      }
      continued = true;
    }
    client.sendInformational(interim);
  }

  @Override
  public boolean countsAsFailure(int status) {
    return side() == Side.NEW && route.policy().fallback().on().contains(status);
  }

  @Override
  public Verdict verdict(FailureKind failure) {
    return FallbackPolicy.next(failure, this);
  }

  @Override
  public void attemptHead(ResponseHead answer, BodyFraming framing, BackendStream stream) {
    committed = true;
    replay.release();
    record.answered(answer.status());
    BodyPump pump = new BodyPump(stream, null);
    responseBody = pump;
    HeaderEdits.Builder edits = passage.response(answer, side(), route.addresses());
    IssuedCookies.set(edits, plan.issue(), passage.secure(), answer);
    client.sendHead(answer, edits.build(), framing);
    pump.attach(client);
  }

  @Override
  public void attemptBody(ByteBuf piece) {
    BodyPump pump = responseBody;
    if (pump == null) {
      piece.release();
      return;
    }
    record.sent(piece.readableBytes());
    pump.piece(piece);
  }

  @Override
  public boolean answerBlocked() {
    return responseBody != null && !responseBody.waitsForSource();
  }

  @Override
  public boolean bodyBegun() {
    return record.requestBytes() > 0;
  }

  @Override
  public void attemptReadComplete() {
    client.flush();
  }

  @Override
  public void attemptEnd(Trailers trailers) {
    requestBody.detach();
    finish();
    client.endBody(passage.trailers(trailers));
  }

  @Override
  public void attemptFailed(FailureKind failure, Verdict next) {
    attempt = null;
    switch (next) {
      case LEGACY -> fallBack();
      case TRUNCATE -> {
        record.failed(failure);
        record.truncate();
        finish();
        client.truncate();
      }
      default -> {
        OwnAnswer answer = passage.error(failure.status());
        record.failed(failure);
        record.answered(answer);
        finish();
        HeaderEdits.Builder edits = passage.own();
        IssuedCookies.set(edits, plan.issue(), passage.secure());
        client.respond(answer, edits.build());
      }
    }
  }

  private void fallBack() {
    AttemptRecord failed = record.last();
    if (failed != null) {
      failed.ended(context.timers().nanos());
    }
    begin(Side.LEGACY);
  }

  private void giveUp() {
    Attempt running = attempt;
    attempt = null;
    requestBody.detach();
    if (running != null) {
      running.abandon();
    }
    finish();
  }

  private void finish() {
    if (ended) {
      throw new IllegalStateException("exchange: ended twice (expected: once)");
    }
    ended = true;
    attempt = null;
    if (responseBody != null) {
      responseBody.close();
      responseBody = null;
    }
    client.alarm().clear();
    if (replay.dropped()) {
      record.dropReplay();
    }
    replay.release();
    long now = context.timers().nanos();
    AttemptRecord last = record.last();
    if (last != null) {
      last.ended(now);
    }
    record.ended(now);
    context.observer().ended(record);
  }

  // Facts for the decision.

  @Override
  public Side side() {
    Side side = record.side();
    return side == null ? plan.side() : side;
  }

  @Override
  public boolean read() {
    return head.method().isRead();
  }

  @Override
  public boolean replayAllowed() {
    return replayAllowed;
  }

  @Override
  public boolean fallbackEnabled() {
    return route.policy().fallback().enabled();
  }

  @Override
  public boolean committed() {
    return committed;
  }

  @Override
  public boolean bodyReplayable() {
    return replay.complete();
  }

  @Override
  public int endpointsTried() {
    return attempt == null ? 0 : attempt.endpointsTried();
  }

  @Override
  public boolean endpointsLeft() {
    return attempt != null && attempt.endpointsLeft();
  }

  @Override
  public int sends() {
    AttemptRecord first = record.first();
    AttemptRecord second = record.second();
    return (first == null ? 0 : first.sends()) + (second == null ? 0 : second.sends());
  }

  @Override
  public boolean freshTried() {
    return attempt != null && attempt.freshTried();
  }
}
