package dev.banyan.server.exchange;

import dev.banyan.core.forward.Passage;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.plan.ExchangePlan;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.Why;
import dev.banyan.server.backend.BackendPort;
import dev.banyan.server.live.LoopRoute;
import dev.banyan.server.telemetry.AttemptRecord;
import dev.banyan.server.transport.Timers;
import java.util.Objects;

/**
 * Makes the visits of one request to its sides: asks the breaker, and puts together what is sent
 * there. Confined to its event loop.
 */
final class AttemptOpener {
  private final Timers timers;
  private final ClientStream client;
  private final LoopRoute route;
  private final ExchangePlan plan;
  private final RequestHead head;
  private final Passage passage;

  /**
   * An opener for one request.
   *
   * @param client has the exchange's alarm, which each attempt's clock sets
   */
  AttemptOpener(
      Timers timers,
      ClientStream client,
      LoopRoute route,
      ExchangePlan plan,
      RequestHead head,
      Passage passage) {
    this.timers = timers;
    this.client = client;
    this.route = route;
    this.plan = plan;
    this.head = head;
    this.passage = passage;
  }

  /** Asks whether a side may be visited; a call that may not says why. */
  NewCall call(Side side) {
    if (side == Side.LEGACY) {
      return NewCall.ofLegacy();
    }
    if (plan.why() == Why.OVERRIDE) {
      return NewCall.chosen(route);
    }
    boolean couldFallBack = route.policy().fallback().couldAnswer(head);
    return NewCall.acquire(route, head.isRead(), couldFallBack, client.requestAtHand());
  }

  /**
   * A visit, not started, that {@code call} allows.
   *
   * @param expect whether the client still waits for a 100
   */
  Attempt attempt(AttemptSink sink, NewCall call, AttemptRecord record, boolean expect) {
    Side side = record.side();
    HeaderEdits edits = passage.request(side, plan.policy().override());
    Outgoing request = new Outgoing(head, edits, expect);
    BackendPort port = side == Side.NEW ? route.newSide() : route.legacy();
    AttemptClock clock = AttemptClock.of(timers, client.alarm(), route, side);
    return new Attempt(
        sink, request, Objects.requireNonNull(port), call, clock, record, client.session());
  }
}
