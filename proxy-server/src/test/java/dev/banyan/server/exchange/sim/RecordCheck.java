package dev.banyan.server.exchange.sim;

import static dev.banyan.server.exchange.sim.BrokenPromise.unless;
import static dev.banyan.server.exchange.sim.BrokenPromise.unlessEqual;
import static dev.banyan.server.exchange.sim.BrokenPromise.unlessSame;

import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.resilience.FailureKind;
import dev.banyan.core.split.Side;
import dev.banyan.server.telemetry.AttemptRecord;
import dev.banyan.server.telemetry.ExchangeRecord;
import org.jspecify.annotations.Nullable;

/**
 * Compares the record of an exchange, which meters and the access log are made of, with what
 * happened.
 *
 * @param sends how often the request was sent
 * @param fallback why legacy had to answer for new; null if it had not
 * @param lastFailure the last failure of all
 * @param refusal the status and reason of a refusal; null if there was none
 */
record RecordCheck(
    ExchangeRun run,
    ExchangeRecord record,
    ExchangePlan plan,
    int sends,
    @Nullable FailureKind fallback,
    @Nullable FailureKind lastFailure,
    @Nullable String refusal) {

  void check() {
    SimClient client = run.client;
    unlessSame(plan, record.plan(), "record: plan");
    unlessSame(fallback, record.fallback(), "record: fallback");
    unlessEqual(
        client.hasLeft() && client.status() == 0 ? ExchangeRecord.CLIENT_LEFT : client.status(),
        record.status(),
        "record: status");
    unless(client.wasCut() == record.truncated(), "record: truncated " + record.truncated());
    unless(client.hasLeft() == record.clientLeft(), "record: client left " + record.clientLeft());
    unless(run.kept.dropped() == record.replayDropped(), "record: kept body dropped");
    unlessEqual(client.bodySent(), record.requestBytes(), "record: bytes of the request");
    unlessEqual(client.bodyReceived(), record.responseBytes(), "record: bytes of the answer");
    String refused = record.refused() == null ? null : client.status() + " " + record.refused();
    unless(
        refusal == null
            ? refused == null
            : record.refused() != null && refusal.endsWith(record.refused()),
        "record: refused " + refused + " (expected: " + refusal + ")");
    checkFailure();
    checkAttempts();
  }

  private void checkFailure() {
    boolean owed = !run.givenUp() && lastFailure != null;
    boolean delivered = run.client.committed() && !run.client.wasCut();
    unlessSame(owed && !delivered ? lastFailure : null, record.failure(), "record: failure");
  }

  private void checkAttempts() {
    AttemptRecord first = record.first();
    AttemptRecord second = record.second();
    if (first == null) {
      throw new BrokenPromise("record: no attempt");
    }
    unlessSame(plan.side(), first.side(), "record: first side");
    unless((second != null) == (fallback != null), "record: second attempt");
    unless(second == null || second.side() == Side.LEGACY, "record: second side");
    unlessEqual(sends, first.sends() + (second == null ? 0 : second.sends()), "record: sends");
    AttemptRecord last = second == null ? first : second;
    unless(last.excused() == run.visit().excused(), "record: excused " + last.excused());
    if (run.client.committed()) {
      unlessEqual(run.client.status(), last.status(), "record: status of the attempt");
    }
    unless(last.endNanos() - last.startNanos() >= 0, "record: an attempt ended before it began");
    unless(
        second == null || second.startNanos() - first.endNanos() >= 0,
        "record: two attempts at one time");
  }
}
