package dev.banyan.server.exchange.sim;

import static dev.banyan.server.exchange.sim.BrokenPromise.unless;
import static dev.banyan.server.exchange.sim.BrokenPromise.unlessEqual;
import static dev.banyan.server.exchange.sim.BrokenPromise.unlessSame;

import dev.banyan.core.forward.Passage;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Why;
import dev.banyan.server.exchange.CheckedClient;
import dev.banyan.server.exchange.ClientListener;
import dev.banyan.server.exchange.Exchange;
import dev.banyan.server.exchange.ExchangeContext;
import dev.banyan.server.exchange.Passages;
import dev.banyan.server.exchange.sim.Section4.Next;
import dev.banyan.server.telemetry.ExchangeRecord;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One exchange of a schedule: what it was told, what it must do next, and what it did. */
final class ExchangeRun {
  final Sim sim;
  final SimRequest request;
  final boolean replayAllowed;
  final KeptBody kept;
  final SimClient client;
  private final ExchangePlan plan;
  private final ExchangeRecord record;
  private final ClientListener exchange;
  private Visit visit;
  private int sends;
  private int sendsToNew;
  private @Nullable Next expected;
  private boolean ringing;
  private boolean leftVisit;
  private @Nullable FailureKind fallback;
  private @Nullable FailureKind lastFailure;
  private @Nullable String refusal;
  private @Nullable ExchangeRecord told;

  ExchangeRun(Sim sim) {
    this.sim = sim;
    int id = sim.newId();
    request = SimRequest.draw(sim.draw, id, sim.settings.fallback().bodyBytes());
    boolean keyed =
        new String(request.head().bytes(), StandardCharsets.ISO_8859_1).contains("Idem");
    replayAllowed =
        request.read()
            || sim.settings.fallback().methods().contains(request.head().method())
            || (sim.settings.fallback().idempotencyKey() && keyed);
    kept = new KeptBody(sim, request, replayAllowed);
    client = new SimClient(sim, this);
    plan = PlanDraw.draw(sim);
    record = new ExchangeRecord(request.head(), "127.0.0.1", Passages.ID, sim.time.nanos());
    record.planned(plan);
    ExchangeContext context = new ExchangeContext(sim.time, sim.replay, this::observed);
    Passage passage = Passages.of(request.head());
    CheckedClient checked =
        new CheckedClient(
            client, request.head(), sim.time::nanos, seen -> sim.coverage.count("client: ", seen));
    Exchange made =
        new Exchange(context, sim.route(), plan, request.head(), passage, checked, record);
    exchange = checked.around(made);
    client.serve(exchange, made);
    visit = new Visit(this, plan.side() == Side.NEW, 0);
  }

  /** The visit under way, or the last one. */
  Visit visit() {
    return visit;
  }

  SimRoute route() {
    return sim.settings;
  }

  void say(String what) {
    sim.log.add("exchange " + request.id(), what);
  }

  void say(String what, Object detail) {
    sim.log.add("exchange " + request.id(), what, detail);
  }

  // Events, each of which must have its due effect before the next.

  /** Tells the exchange something. */
  void event(Runnable action) {
    ExchangeRun outer = sim.current;
    sim.current = this;
    action.run();
    sim.current = outer;
    check();
  }

  boolean isCurrent() {
    return this.equals(sim.current);
  }

  void start() {
    event(() -> {
      say(plan.side() + " " + request + (replayAllowed ? ", may be replayed" : ""));
      FailureKind refused = visit.isNew ? visit.enter() : null;
      if (refused != null) {
        say("must be refused:", refused);
        sim.coverage.count("failure: ", refused);
        failed(refused, 0, false);
      }
      client.start();
    });
  }

  void ring() {
    event(() -> {
      SimStream stream = visit.stream;
      boolean due =
          stream != null && stream.patience().waits() && stream.patience().waited() >= timeout();
      say("alarm");
      visit.ring();
      ringing = true;
      exchange.alarmRang();
      ringing = false;
      unless(!due || stream.isEnded(), "the time-out passed without effect");
    });
  }

  private long timeout() {
    return sim.timeout(visit.isNew);
  }

  /** After each event: what was due has been done. */
  private void check() {
    unless(expected == null, "must now do: " + expected);
    boolean over = givenUp() || client.isAnswered();
    unless(!over || told != null, "an exchange ended and told nobody");
    unless(over || told == null, "an exchange told its end and goes on");
    SimStream stream = visit.stream;
    boolean streaming = stream != null && !stream.isEnded();
    if (over) {
      unless(!streaming, "a stream is left over");
      unless(visit.lease == null || visit.lease.isOver(), "a lease is left over");
      unless(!client.alarm().isSet(), "the alarm is still set");
    } else if (streaming) {
      unless(!stream.holdsUnflushed(), "the request waits for a flush");
      unless(!client.holdsUnflushed(), "the answer waits for a flush");
      unless(client.alarm().isSet() || ringing, "no alarm is set while a backend is awaited");
      boolean late = stream.headArrived() ? quietTooLong(stream) : hangsTooLong(stream);
      unless(!late, "a backend that hangs is waited for too long: " + stream);
      unless(!stream.patience().asksForTooLong(), "a client is not asked for its body");
    } else {
      unless(visit.lease != null && !visit.lease.isOver(), "an exchange waits for nothing");
    }
  }

  private boolean quietTooLong(SimStream stream) {
    return stream.quiet() > 2 * sim.streamIdle(visit.isNew);
  }

  private boolean hangsTooLong(SimStream stream) {
    return stream.patience().blamed()
        > timeout() + (stream.patience().waits() ? 0 : timeout() / 4 + 4);
  }

  // What the fakes see the exchange do.

  /** An endpoint is picked: for a first try, for another, or for legacy in place of new. */
  Visit picks(boolean isNew, int endpoints) {
    if (isNew != visit.isNew) {
      unless(!isNew, "a request came from legacy to new");
      did(Next.LEGACY);
      fallback = fallbackReason();
      ExchangeCases.fallback(this, visit, fallback);
      visit = new Visit(this, false, endpoints);
      leftVisit = false;
    } else if (visit.tried != 0) {
      did(Next.ANOTHER_ENDPOINT);
      sim.coverage.count("another endpoint");
    } else {
      visit = begun(endpoints);
    }
    unless(!sim.settings.policy().kill() || !isNew, "the kill switch was passed over");
    return visit;
  }

  /** All endpoints of a side are down: that is for legacy, or else they are picked from. */
  void foundAllDown() {
    FailureKind kind = FailureKind.NO_ENDPOINT;
    boolean rescued = Section4.next(kind, visit, kept.whole(), sends, false) == Next.LEGACY;
    sim.coverage.count(rescued ? "all down: legacy" : "all down: tried");
    if (rescued) {
      failed(kind, 0, false);
    }
  }

  /** The visit that was entered before the number of endpoints was known. */
  private Visit begun(int endpoints) {
    unless(visit.leases == 0 && visit.endpoint < 0, "an endpoint was picked twice");
    return visit.with(endpoints);
  }

  private FailureKind fallbackReason() {
    if (lastFailure == null) {
      throw new BrokenPromise("legacy was asked although nothing failed");
    }
    return lastFailure;
  }

  /** A stream is asked for. */
  Visit asks(boolean isNew, long maxIdleNanos) {
    unless(isNew == visit.isNew && visit.endpoint >= 0, "a stream was asked for before a pick");
    if (visit.leases++ > 0 && expected == Next.FRESH_CONNECTION) {
      unlessEqual(0, maxIdleNanos, "the age of a fresh connection");
      did(Next.FRESH_CONNECTION);
      sim.coverage.count("fresh connection");
      visit.wentFresh = true;
    }
    unless(!givenUp() && !client.isAnswered(), "a stream was asked for behind the end");
    return visit;
  }

  /** The request is sent. */
  void sends(SimStream stream) {
    unlessSame(visit.stream, stream, "the stream of the visit");
    sends++;
    sendsToNew += visit.isNew ? 1 : 0;
    unless(!givenUp() && !client.isAnswered(), "a request was sent behind the end");
    unless(sends <= 3, "a request was sent more than three times");
    if (sends == 3) {
      sim.coverage.count("three sends");
    }
    unless(sends == 1 || replayAllowed, "a request that may not be repeated was sent twice");
    unless(request.read() || sends - sendsToNew <= 1, "legacy was sent an unsafe request twice");
    unless(request.read() || sendsToNew <= 1, "new was sent an unsafe request twice");
  }

  /** A lease or a stream fails, or a call was refused: notes what must follow. */
  void failed(FailureKind kind, long waited, boolean clientLate) {
    unless(expected == null, "must first do: " + expected);
    lastFailure = kind;
    Next next = Section4.next(kind, visit, kept.whole(), sends, clientLate);
    expect(next);
    ExchangeCases.failed(this, visit, kind, next);
    if (next != Next.ANOTHER_ENDPOINT && next != Next.FRESH_CONNECTION) {
      visit.failed(kind, waited, clientLate);
      leftVisit = true;
    }
  }

  /** A final head comes. */
  void answered(SimStream stream, int status) {
    visit.answered(status, stream.headDuration(), stream.patience().clientLate());
    boolean counts = visit.isNew && sim.settings.fallback().on().contains(status);
    FailureKind bad = FailureKind.STATUS;
    Next next = counts ? Section4.next(bad, visit, kept.whole(), sends, false) : Next.DELIVER;
    if (counts) {
      sim.coverage.count("failure: ", bad);
      ExchangeCases.failed(this, visit, bad, next);
    }
    expect(next);
    lastFailure = next == Next.LEGACY ? bad : lastFailure;
    visit.thrownAway(next == Next.LEGACY);
  }

  private void expect(Next next) {
    expected = next;
    say("must now:", next);
    sim.coverage.count("must: ", next);
  }

  void answerEnded(SimStream stream) {
    visit.ended(stream.headDuration());
    leftVisit = true;
  }

  /** The exchange gives a stream up: for the client's sake, or because it hangs. */
  void cancelled(SimStream stream) {
    if (givenUp()) {
      return;
    }
    unless(ringing, "a stream was cancelled without a reason");
    FailureKind kind = stream.headArrived() ? FailureKind.BODY_CUT : FailureKind.TIMEOUT;
    long blamed = stream.headArrived() ? stream.quiet() : stream.patience().blamed();
    long patience = stream.headArrived() ? sim.streamIdle(visit.isNew) : timeout();
    unless(blamed >= patience, kind + " after " + blamed + " ns (expected: " + patience + ")");
    sim.coverage.count("failure: ", kind);
    sim.coverage.count(stream.patience().waits() ? "hung with the request" : "hung elsewhere");
    failed(kind, stream.patience().waited(), stream.closedByClient());
  }

  void discarded(SimStream stream) {
    unless(expected == Next.LEGACY, "an answer was thrown away that should not be");
    visit.ended(stream.headDuration());
    leftVisit = true;
  }

  void delivers() {
    did(Next.DELIVER);
    kept.release();
  }

  void responds(int status) {
    if (refusal != null) {
      unless(refusal.startsWith(status + " "), "refused with " + status + ", not " + refusal);
      return;
    }
    did(
        switch (status) {
          case 408 -> Next.ANSWER_408;
          case 502 -> Next.ANSWER_502;
          case 503 -> Next.ANSWER_503;
          case 504 -> Next.ANSWER_504;
          default -> throw new BrokenPromise("an answer of our own: " + status);
        });
    sim.coverage.count("own answer " + status);
  }

  void truncates() {
    if (refusal == null) {
      did(Next.TRUNCATE);
    }
  }

  private void did(Next next) {
    if (expected != next) {
      throw new BrokenPromise("did " + next + " (expected: " + expected + ")");
    }
    say("does:", next);
    expected = null;
  }

  // The client's end.

  void refused(int code, String reason) {
    unless(refusal == null, "refused twice");
    refusal = code + " " + reason;
  }

  /** The body is longer than the route allows: the exchange has to refuse it by itself. */
  void mustRefuse(int code, String reason) {
    say("must refuse:", code);
    sim.coverage.count("refused by the exchange with " + code);
    refused(code, reason);
    abandoned();
  }

  /** The client leaves or is refused: nothing is owed any more. */
  void abandoned() {
    if (!leftVisit) {
      visit.abandoned();
      leftVisit = true;
    }
    kept.release();
  }

  /** Whether the client left or was refused. */
  boolean givenUp() {
    return client.hasLeft() || refusal != null;
  }

  void checkEdits(HeaderEdits edits, @Nullable ResponseHead answer) {
    PlanDraw.checkCookie(refusal == null ? plan.issue() : null, edits, answer);
  }

  /** Whether a trusted request chose its side itself. */
  boolean chosen() {
    return plan.why() == Why.OVERRIDE;
  }

  /** Whether a half-open breaker may take this request as a probe. */
  boolean couldFallBack() {
    boolean mayFit =
        !request.fixedLength() || request.bodyBytes() <= sim.settings.fallback().bodyBytes();
    return sim.settings.fallback().enabled() && replayAllowed && mayFit;
  }

  // The record.

  private void observed(ExchangeRecord ended) {
    unless(told == null, "an exchange told its end twice");
    unlessSame(record, ended, "the record");
    told = ended;
    kept.release();
    unlessEqual(sim.time.nanos(), ended.endNanos(), "the record's end");
  }

  boolean isOver() {
    return told != null;
  }

  /** Compares the record with what happened; at the end of the schedule. */
  void checkRecord() {
    unless(told != null, "an exchange never ended");
    new RecordCheck(this, record, plan, sends, fallback, lastFailure, refusal).check();
  }
}
