package dev.banyan.server.exchange;

import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.Passage;
import dev.banyan.core.http.BodyFraming;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.resilience.ExchangeFacts;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.resilience.FallbackPolicy;
import dev.banyan.core.resilience.Verdict;
import dev.banyan.core.split.Side;
import dev.banyan.server.backend.BackendStream;
import dev.banyan.server.live.LoopRoute;
import dev.banyan.server.telemetry.AttemptRecord;
import dev.banyan.server.telemetry.ExchangeRecord;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One request's life: carries a plan out, lets legacy answer where {@link FallbackPolicy} allows,
 * and ends exactly once. Confined to its event loop.
 */
public final class Exchange implements ClientListener, AttemptSink, ExchangeFacts {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int CONTENT_TOO_LARGE = 413;

  private final ExchangeContext context;
  private final LoopRoute route;
  private final ExchangePlan plan;
  private final RequestHead head;
  private final Passage passage;
  private final ClientStream client;
  private final ExchangeRecord record;
  private final ClientSession session;
  private final AttemptOpener opener;
  private final RequestUpload upload;
  private final AnswerDelivery answer;
  private @Nullable Attempt attempt;
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
    session = client.session();
    opener = new AttemptOpener(context.timers(), client, route, plan, head, passage);
    upload = new RequestUpload(client, head, route.policy(), context.replay(), record);
    answer = new AnswerDelivery(client, passage, plan, route.addresses(), record);
  }

  @Override
  public void start() {
    begin(session.begin(head, passage.throughProxy(), plan, route));
  }

  private void begin(Side side) {
    AttemptRecord made = new AttemptRecord(side, context.timers().nanos());
    record.attempt(made);
    NewCall call = opener.call(side);
    FailureKind refusal = call.refusal();
    if (refusal != null) {
      made.failed(refusal);
      attemptFailed(refusal, verdict(refusal));
      return;
    }
    boolean expect = head.expectsContinue() && !answer.continued();
    Attempt begun = opener.attempt(this, call, made, expect);
    attempt = begun;
    begun.start();
  }

  // Events of the client's side.

  @Override
  public void requestBody(ByteBuf piece) {
    if (!upload.admits(piece)) {
      refuse(CONTENT_TOO_LARGE, ExchangeRecord.BODY_TOO_LARGE);
      return;
    }
    if (attempt != null) {
      attempt.clientSends();
    }
    upload.piece(piece);
  }

  @Override
  public void requestEnd(Trailers trailers) {
    upload.end(passage.trailers(trailers, plan.policy().override()));
  }

  @Override
  public void requestReadComplete() {
    if (attempt != null) {
      attempt.flush();
    }
  }

  @Override
  public void clientWritable() {
    if (answer.streaming() && attempt != null) {
      attempt.clientTakes();
      answer.clientWritable();
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
    if (committed()) {
      record.truncate();
      giveUp();
      answer.truncate();
      return;
    }
    OwnAnswer error = passage.error(status);
    record.answered(error);
    giveUp();
    answer.refused(error);
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
    upload.attach(stream);
    if (!ended) {
      stream.flush();
    }
  }

  @Override
  public void attemptDetached() {
    upload.detach();
  }

  @Override
  public void attemptWritable() {
    upload.sinkWritable();
    requestReadComplete();
  }

  @Override
  public void attemptInformational(ResponseHead interim) {
    answer.interim(interim, head.expectsContinue());
  }

  @Override
  public void attemptContinues() {
    answer.proceed();
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
  public void attemptHead(ResponseHead received, BodyFraming framing, BackendStream stream) {
    upload.forget();
    answer.head(received, framing, side(), stream);
  }

  @Override
  public void attemptBody(ByteBuf piece) {
    answer.piece(piece);
  }

  @Override
  public boolean answerBlocked() {
    return answer.blocked();
  }

  @Override
  public boolean bodyBegun() {
    return upload.begun();
  }

  @Override
  public void attemptReadComplete() {
    answer.flush();
  }

  @Override
  public void attemptEnd(Trailers trailers) {
    upload.detach();
    finish();
    answer.end(trailers);
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
        answer.truncate();
      }
      default -> {
        session.failed();
        record.failed(failure);
        answer.prepareFailure(status(failure));
        finish();
        answer.failed();
      }
    }
  }

  /** Where the client let a backend wait until that gave up, it hears so. */
  private int status(FailureKind failure) {
    return record.excused() ? REQUEST_TIMEOUT : failure.status();
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
    upload.detach();
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
    answer.close();
    client.alarm().clear();
    upload.close();
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
    return head.isRead();
  }

  @Override
  public boolean replayAllowed() {
    return upload.replayAllowed();
  }

  @Override
  public boolean fallbackEnabled() {
    return route.policy().fallback().enabled() && !session.loggingIn();
  }

  @Override
  public boolean committed() {
    return answer.committed();
  }

  @Override
  public boolean bodyReplayable() {
    return upload.replayable();
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
    return record.sends();
  }

  @Override
  public boolean freshTried() {
    return attempt != null && attempt.freshTried();
  }
}
